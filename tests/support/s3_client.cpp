// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/s3_client.h"

#include <QXmlStreamReader>
#include <algorithm>
#include <curl/curl.h>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace alula::test {

namespace {

std::size_t takeBody(char* bytes, std::size_t one, std::size_t count, void* into) {
    static_cast<std::string*>(into)->append(bytes, one * count);
    return one * count;
}

std::size_t takeHeader(char* bytes, std::size_t one, std::size_t count, void* into) {
    const std::string_view line(bytes, one * count);
    auto& headers = *static_cast<std::map<std::string, std::string>*>(into);
    if (line.starts_with("HTTP/")) headers.clear(); // the head of 100 Continue went before
    if (const auto colon = line.find(':'); colon != std::string_view::npos) {
        std::string name(line.substr(0, colon));
        std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
        const auto value = QByteArray(line.data() + colon + 1, static_cast<qsizetype>(line.size() - colon - 1)).trimmed();
        headers[name] = value.toStdString();
    }
    return one * count;
}

// The texts of all elements of that name, wherever they stand.
std::vector<std::string> textsOf(const std::string& xml, QLatin1StringView name) {
    std::vector<std::string> texts;
    QXmlStreamReader reader(QByteArray::fromStdString(xml));
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == name)
            texts.push_back(reader.readElementText(QXmlStreamReader::SkipChildElements).toStdString());
    }
    return texts;
}

std::string unquoted(std::string etag) {
    std::erase(etag, '"');
    return etag;
}

std::string partsXml(const std::vector<S3Part>& parts) {
    std::string xml = "<CompleteMultipartUpload>";
    for (const auto& part : parts)
        xml += "<Part><PartNumber>" + std::to_string(part.number) + "</PartNumber><ETag>" +
               QString::fromStdString(part.etag).toHtmlEscaped().toStdString() + "</ETag></Part>";
    return xml + "</CompleteMultipartUpload>";
}

} // namespace

S3Answer httpCall(const std::string& method, const std::string& url, const std::string& body, const std::string& contentType) {
    const std::unique_ptr<CURL, void (*)(CURL*)> curl(::curl_easy_init(), ::curl_easy_cleanup);
    const auto type = "Content-Type:" + (contentType.empty() ? "" : " " + contentType);
    std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(::curl_slist_append(nullptr, type.c_str()), ::curl_slist_free_all);
    ::curl_slist_append(headers.get(), "Expect:"); // not every stand-in knows it, and then a second passes
    S3Answer answer;
    ::curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    ::curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    ::curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 120L);
    ::curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    ::curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, takeBody);
    ::curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
    ::curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, takeHeader);
    ::curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &answer.headers);
    if (method == "HEAD") ::curl_easy_setopt(curl.get(), CURLOPT_NOBODY, 1L);
    if (method == "PUT" || method == "POST") {
        ::curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.data());
        ::curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    }
    ::curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, method.c_str());
    if (::curl_easy_perform(curl.get()) != CURLE_OK) return {};
    long status = 0;
    ::curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    return answer;
}

std::string S3Client::sign(const std::string& key, S3Permission like) const {
    if (like.endpoint.empty()) like.endpoint = m_endpoint;
    like.path = "/" + m_bucket + (key.empty() ? "" : "/" + key);
    return presign(like, m_keys);
}

S3Answer S3Client::call(const std::string& method, const std::string& key, const std::map<std::string, std::string>& query,
                        const std::string& body) const {
    S3Permission permission;
    permission.method = method;
    permission.query = query;
    return httpCall(method, sign(key, permission), body);
}

S3Answer S3Client::good(const std::string& method, const std::string& key, const std::map<std::string, std::string>& query,
                        const std::string& body) const {
    auto answer = call(method, key, query, body);
    if (answer.status < 200 || answer.status >= 300)
        throw std::runtime_error(method + " /" + m_bucket + "/" + key + ": " + std::to_string(answer.status) + " " + answer.body);
    return answer;
}

void S3Client::makeBucket() const { good("PUT", ""); }
void S3Client::put(const std::string& key, const std::string& contents) const { good("PUT", key, {}, contents); }
std::string S3Client::get(const std::string& key) const { return good("GET", key).body; }
void S3Client::remove(const std::string& key) const { good("DELETE", key); }

std::optional<S3Object> S3Client::head(const std::string& key) const {
    const auto answer = call("HEAD", key);
    if (answer.status == 404) return std::nullopt;
    if (answer.status != 200) throw std::runtime_error("HEAD " + key + ": " + std::to_string(answer.status));
    const auto& headers = answer.headers;
    return S3Object{std::stoull(headers.at("content-length")), unquoted(headers.at("etag")), headers.at("content-type")};
}

std::vector<std::string> S3Client::list() const {
    const auto xml = good("GET", "").body;
    if (textsOf(xml, QLatin1StringView("IsTruncated")) != std::vector<std::string>{"false"})
        throw std::runtime_error("the bucket has more objects than one answer holds");
    return textsOf(xml, QLatin1StringView("Key"));
}

std::string S3Client::startUpload(const std::string& key, const std::string& contentType) const {
    S3Permission permission;
    permission.method = "POST";
    permission.query = {{"uploads", ""}};
    const auto answer = httpCall("POST", sign(key, permission), {}, contentType);
    const auto ids = textsOf(answer.body, QLatin1StringView("UploadId"));
    if (ids.size() != 1) throw std::runtime_error("the store gave no UploadId: " + answer.body);
    return ids.front();
}

S3Answer S3Client::completeUpload(const std::string& key, const std::string& id, const std::vector<S3Part>& parts) const {
    auto answer = call("POST", key, {{"uploadId", id}}, partsXml(parts));
    // S3 may begin with 200 and say in the body that it failed.
    if (answer.status == 200 && !answer.body.contains("CompleteMultipartUploadResult")) answer.status = 500;
    return answer;
}

S3Answer S3Client::abortUpload(const std::string& key, const std::string& id) const {
    return call("DELETE", key, {{"uploadId", id}});
}

std::vector<S3Upload> S3Client::uploads() const {
    const auto xml = good("GET", "", {{"uploads", ""}}).body;
    const auto keys = textsOf(xml, QLatin1StringView("Key"));
    const auto ids = textsOf(xml, QLatin1StringView("UploadId"));
    std::vector<S3Upload> found;
    for (std::size_t i = 0; i < std::min(keys.size(), ids.size()); ++i) found.push_back({keys[i], ids[i]});
    return found;
}

std::string S3Client::urlToGet(const std::string& key, S3Permission like) const {
    like.method = "GET";
    return sign(key, std::move(like));
}

std::string S3Client::urlToPutPart(const std::string& key, const std::string& id, int number, S3Permission like) const {
    like.method = "PUT";
    like.query = {{"partNumber", std::to_string(number)}, {"uploadId", id}};
    return sign(key, std::move(like));
}

} // namespace alula::test
