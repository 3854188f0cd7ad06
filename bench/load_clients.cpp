// SPDX-License-Identifier: GPL-3.0-or-later
// load_clients PORT TOKEN SOCKET CONNECTIONS CONSOLES PAUSE_MS: so many kept REST connections and so many subscribed clients of the
// local socket at one alulad, each asking something, reading the answer, pausing. Says "ready" when all are connected; runs until its
// standard input ends, then prints a line of JSON. In C++, since reading a million events would make a Python client the bottleneck.
#include "shared/base/fd.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <map>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <queue>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <unordered_set>
#include <vector>

using namespace alula;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

constexpr std::array kTopics = {"job.changed", "job.progress", "backup.changed", "server.changed", "system.changed"};
// What the console asks of a node now and then.
constexpr std::array kAsked = {R"("system.status","params":{})", R"("jobs.list","params":{"state":"active","limit":100})",
                               R"("backups.list","params":{"limit":100})"};

class Latencies {
public:
    void add(Clock::duration took) { m_ms.push_back(std::chrono::duration<double, std::milli>(took).count()); }
    std::string json() {
        std::ranges::sort(m_ms);
        const auto at = [&](double part) {
            return m_ms.empty() ? 0.0 : m_ms[static_cast<std::size_t>(part * static_cast<double>(m_ms.size() - 1))];
        };
        char text[160];
        std::snprintf(text, sizeof text, R"({"count":%zu,"p50":%.2f,"p95":%.2f,"p99":%.2f,"max":%.2f})", m_ms.size(), at(0.5),
                      at(0.95), at(0.99), at(1));
        return text;
    }

private:
    std::vector<double> m_ms;
};

// Everything a run finds out.
struct Findings {
    std::map<std::string, Latencies> asked; // by what was asked
    std::map<int, std::uint64_t> statuses;  // of REST
    Latencies toldLate;                     // from a job's end, as the event has it, to its event here
    std::uint64_t hungUp = 0;
};

std::string_view valueOf(std::string_view text, std::string_view key) {
    const auto at = text.find(key);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + key.size());
    return text.substr(0, text.find_first_of("\",}"));
}

std::uint64_t numberOf(std::string_view digits) {
    std::uint64_t number = 0;
    for (const char c : digits.substr(0, 18)) number = number * 10 + static_cast<std::uint64_t>(c - '0');
    return number;
}

// One connection with at most one question under way. All on one thread.
class Client {
public:
    Client(UniqueFd fd, Findings& findings, std::chrono::milliseconds pause, unsigned seed)
        : m_findings(findings), m_fd(std::move(fd)), m_pause(pause), m_random(seed) {}
    virtual ~Client() = default;
    int fd() const { return m_fd.get(); }
    bool isOpen() const { return m_open; }
    Clock::time_point due() const { return m_due; }
    bool waits() const { return m_waits; }

    void ask() {
        const std::string text = question();
        m_waits = true;
        m_asked = Clock::now();
        // A question is shorter than any socket's buffer, and the one before it was answered.
        if (::send(fd(), text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size())) hungUp();
    }
    void readable() {
        std::array<char, 1 << 16> buffer;
        const ssize_t got = ::recv(fd(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (got <= 0) return hungUp();
        m_read.append(buffer.data(), static_cast<std::size_t>(got));
        take(m_read);
    }
    // Spread over a whole pause, so that all do not ask at once.
    void pause() {
        m_waits = false;
        m_due = Clock::now() + std::chrono::milliseconds(m_random() % static_cast<unsigned long>(2 * m_pause.count() + 1));
    }

protected:
    virtual std::string question() = 0;
    virtual void take(std::string& read) = 0; // removes what it understood
    void answered(const std::string& what) {
        m_findings.asked[what].add(Clock::now() - m_asked);
        pause();
    }
    unsigned long random() { return m_random(); }

    Findings& m_findings;

private:
    void hungUp() {
        m_open = false;
        ++m_findings.hungUp;
    }

    UniqueFd m_fd;
    std::string m_read;
    Clock::time_point m_asked, m_due = Clock::now();
    const std::chrono::milliseconds m_pause;
    std::mt19937 m_random;
    bool m_open = true, m_waits = false;
};

class RestClient final : public Client {
public:
    RestClient(UniqueFd fd, Findings& findings, std::chrono::milliseconds pause, unsigned seed, const std::string& token)
        : Client(std::move(fd), findings, pause, seed), m_token(token) {}

private:
    std::string question() override {
        struct Route {
            const char* name;
            const char* line;
        };
        static constexpr std::array<Route, 4> kRoutes = {
            {{"REST GET /healthz", "GET /healthz"},
             {"REST GET /api/system/alula", "GET /api/system/alula"},
             {"REST POST restore, no such backup", "POST /api/servers/11111111-2222-4333-8444-555555555555/backup/"
                                                   "99999999-2222-4333-8444-555555555555/restore"},
             {"REST POST ws/deny", "POST /api/servers/11111111-2222-4333-8444-555555555555/ws/deny"}}};
        const Route& route = kRoutes.at(random() % kRoutes.size());
        m_what = route.name;
        const bool posts = std::string_view(route.line).starts_with("POST");
        const std::string body = posts ? R"({"adapter":"wings","jtis":[]})" : "";
        return std::string(route.line) + " HTTP/1.1\r\nHost: node\r\nAuthorization: Bearer " + m_token +
               "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
    void take(std::string& read) override {
        const auto end = read.find("\r\n\r\n");
        if (end == std::string::npos) return;
        std::string head = read.substr(0, end + 2);
        std::ranges::transform(head, head.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const auto length = head.find("content-length: ");
        const std::size_t body = length == std::string::npos ? 0 : std::strtoul(head.c_str() + length + 16, nullptr, 10);
        if (read.size() < end + 4 + body) return;
        ++m_findings.statuses[std::atoi(head.c_str() + std::strlen("http/1.1 "))];
        read.erase(0, end + 4 + body);
        answered(m_what);
    }

    const std::string m_token;
    std::string m_what;
};

// Subscribed to everything, as the console is.
class ConsoleClient final : public Client {
public:
    using Client::Client;
    std::uint64_t events() const { return m_events; }
    std::uint64_t lost() const { return m_lost; }
    std::size_t jobsSeen() const { return m_seen.size(); }
    std::size_t jobsEnded() const { return m_ended.size(); }

private:
    std::string question() override {
        ++m_id;
        const std::string begin = R"({"jsonrpc":"2.0","id":)" + std::to_string(m_id) + R"(,"method":)";
        if (m_id == 1) {
            m_what = "console system.hello";
            return begin + R"("system.hello","params":{"protocol":{"major":1,"minor":2},"client":"bench"}})" + "\n";
        }
        if (m_id == 2) {
            m_what = "console events.subscribe";
            std::string topics;
            for (const char* topic : kTopics) topics += std::string(topics.empty() ? "" : ",") + '"' + topic + '"';
            return begin + R"("events.subscribe","params":{"topics":[)" + topics + "]}}\n";
        }
        const std::string_view asked = kAsked.at(random() % kAsked.size());
        m_what = "console " + std::string(asked.substr(1, asked.find('"', 1) - 1));
        return begin + std::string(asked) + "}\n";
    }
    void take(std::string& read) override {
        std::size_t from = 0;
        for (auto end = read.find('\n', m_looked); end != std::string::npos; end = read.find('\n', from)) {
            takeLine(std::string_view(read).substr(from, end - from));
            from = end + 1;
        }
        read.erase(0, from);
        m_looked = read.size();
    }
    void takeLine(std::string_view line) {
        const auto method = valueOf(line.substr(0, 200), R"("method":")");
        if (method.empty()) {
            if (line.find(R"("error":{"code")") != std::string_view::npos) std::fprintf(stderr, "%.300s\n", line.data());
            answered(m_what);
            return;
        }
        ++m_events;
        const std::uint64_t sequence = numberOf(valueOf(line, R"("sequence":)"));
        if (m_sequence != 0) m_lost += sequence - m_sequence - 1;
        m_sequence = sequence;
        if (method == "job.changed") noteJob(line);
    }
    void noteJob(std::string_view line) {
        // Keys come sorted: the job's own id is the second "job".
        const auto inner = line.substr(line.find(R"("job":{)") + 7);
        std::string id(valueOf(inner, R"("job":")"));
        m_seen.insert(id);
        const auto ended = valueOf(inner, R"("ended":")");
        if (!ended.empty() && m_ended.insert(std::move(id)).second) noteDelay(ended);
    }
    void noteDelay(std::string_view iso) {
        std::tm tm{};
        int ms = 0;
        if (std::sscanf(std::string(iso).c_str(), "%d-%d-%dT%d:%d:%d.%d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour,
                        &tm.tm_min, &tm.tm_sec, &ms) != 7)
            return;
        tm.tm_year -= 1900;
        tm.tm_mon -= 1;
        const auto at = std::chrono::system_clock::from_time_t(::timegm(&tm)) + std::chrono::milliseconds(ms);
        m_findings.toldLate.add(std::chrono::system_clock::now() - at);
    }

    std::uint64_t m_id = 0, m_sequence = 0, m_events = 0, m_lost = 0;
    std::size_t m_looked = 0;
    std::string m_what;
    std::unordered_set<std::string> m_seen, m_ended;
};

template <typename Address>
UniqueFd connectTo(int family, const Address& address) {
    UniqueFd fd(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    for (int tries = 0; tries < 200; ++tries) {
        if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
        if (errno != EAGAIN && errno != ECONNREFUSED) break;
        ::poll(nullptr, 0, 10); // more at once than the listener has room for
    }
    throw std::runtime_error(std::string("cannot connect: ") + std::strerror(errno));
}

UniqueFd connectToPort(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    UniqueFd fd = connectTo(AF_INET, address);
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

UniqueFd connectToSocket(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    return connectTo(AF_UNIX, address);
}

// Runs all clients until standard input ends.
void run(const std::vector<std::unique_ptr<Client>>& clients) {
    const UniqueFd poll(::epoll_create1(EPOLL_CLOEXEC));
    const auto watch = [&](int fd, void* who) {
        epoll_event event{.events = EPOLLIN, .data = {.ptr = who}};
        ::epoll_ctl(poll.get(), EPOLL_CTL_ADD, fd, &event);
    };
    const auto later = [](const Client* a, const Client* b) { return a->due() > b->due(); };
    std::priority_queue<Client*, std::vector<Client*>, decltype(later)> pausing(later);
    watch(STDIN_FILENO, nullptr);
    for (const auto& client : clients) {
        watch(client->fd(), client.get());
        pausing.push(client.get());
    }
    std::array<epoll_event, 256> events;
    for (bool goesOn = true; goesOn;) {
        for (; !pausing.empty() && pausing.top()->due() <= Clock::now(); pausing.pop()) pausing.top()->ask();
        const auto wait =
            pausing.empty() ? 1000ms : std::chrono::ceil<std::chrono::milliseconds>(pausing.top()->due() - Clock::now());
        const int count = ::epoll_wait(poll.get(), events.data(), events.size(), static_cast<int>(std::max(wait, 0ms).count()));
        for (int i = 0; i < count; ++i) {
            auto* client = static_cast<Client*>(events[static_cast<std::size_t>(i)].data.ptr);
            if (client == nullptr) {
                goesOn = false;
                continue;
            }
            const bool waited = client->waits();
            client->readable();
            if (!client->isOpen()) ::epoll_ctl(poll.get(), EPOLL_CTL_DEL, client->fd(), nullptr);
            else if (waited && !client->waits()) pausing.push(client);
        }
    }
}

void report(Findings& findings, const std::vector<const ConsoleClient*>& consoles) {
    std::string text = R"({"asked":{)";
    for (auto& [what, latencies] : findings.asked) text += (text.back() == '{' ? "\"" : ",\"") + what + "\":" + latencies.json();
    text +=
        R"(},"told_late":)" + findings.toldLate.json() + R"(,"hung_up":)" + std::to_string(findings.hungUp) + R"(,"statuses":{)";
    for (const auto& [status, count] : findings.statuses)
        text += (text.back() == '{' ? "\"" : ",\"") + std::to_string(status) + "\":" + std::to_string(count);
    text += R"(},"consoles":[)";
    for (const ConsoleClient* console : consoles) {
        text += (text.back() == '[' ? "" : ",") + (R"({"events":)" + std::to_string(console->events())) + R"(,"lost":)" +
                std::to_string(console->lost()) + R"(,"jobs_seen":)" + std::to_string(console->jobsSeen()) + R"(,"jobs_ended":)" +
                std::to_string(console->jobsEnded()) + "}";
    }
    std::printf("%s]}\n", text.c_str());
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 7) {
        std::fprintf(stderr, "usage: load_clients PORT TOKEN SOCKET CONNECTIONS CONSOLES PAUSE_MS\n");
        return 2;
    }
    try {
        Findings findings;
        std::vector<std::unique_ptr<Client>> clients;
        std::vector<const ConsoleClient*> consoles;
        const std::chrono::milliseconds pause(std::atoi(argv[6]));
        unsigned seed = 0;
        for (int i = 0; i < std::atoi(argv[4]); ++i)
            clients.push_back(std::make_unique<RestClient>(connectToPort(std::atoi(argv[1])), findings, pause, ++seed, argv[2]));
        for (int i = 0; i < std::atoi(argv[5]); ++i) {
            auto console = std::make_unique<ConsoleClient>(connectToSocket(argv[3]), findings, pause, ++seed);
            consoles.push_back(console.get());
            clients.push_back(std::move(console));
        }
        for (const auto& client : clients) client->pause(); // not all at once, to begin with
        std::puts("ready");
        std::fflush(stdout);
        run(clients);
        report(findings, consoles);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
    return 0;
}
