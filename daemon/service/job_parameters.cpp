// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/job_parameters.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace alula {

using namespace Qt::StringLiterals;

namespace {

// Paths and ignore texts are bytes; Latin-1 carries each byte through JSON unchanged.
QString fromBytes(const std::string& bytes) { return QString::fromLatin1(bytes.data(), static_cast<qsizetype>(bytes.size())); }
std::string toBytes(const QJsonValue& value) { return value.toString().toLatin1().toStdString(); }

QJsonArray fromList(const std::vector<std::string>& list) {
    QJsonArray array;
    for (const auto& item : list) array.append(fromBytes(item));
    return array;
}
std::vector<std::string> toList(const QJsonValue& value) {
    std::vector<std::string> list;
    for (const auto& item : value.toArray()) list.push_back(toBytes(item));
    return list;
}

std::string write(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString(); }

Result<QJsonObject> read(const std::string& json) {
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    if (!document.isObject()) return fail(ErrorCode::Corrupt, "the catalog holds a job whose parameters cannot be read");
    return document.object();
}

template <typename IdType>
Result<IdType> idOf(const QJsonValue& value) {
    if (const auto id = IdType::parse(value.toString().toStdString())) return *id;
    return fail(ErrorCode::Corrupt, "the catalog holds a job whose parameters name no valid id");
}

} // namespace

std::string toJson(const CreateParameters& p) { return write({{u"ignore"_s, fromBytes(p.ignore)}}); }

std::string toJson(const RestoreParameters& p) {
    QJsonObject object{{u"truncate"_s, p.truncate},
                       {u"include"_s, fromList(p.include)},
                       {u"exclude"_s, fromList(p.exclude)},
                       {u"into"_s, fromBytes(p.into)},
                       {u"stop"_s, p.stop}};
    if (p.download) object.insert(u"download"_s, true);
    if (!p.backupFirst.isNull()) object.insert(u"backup_first"_s, fromBytes(p.backupFirst.toString()));
    return write(object);
}

std::string toJson(const UndoParameters& p) { return write({{u"restore_job"_s, fromBytes(p.restoreJob.toString())}}); }

std::string toJson(const DeleteParameters& p) {
    QJsonArray backups;
    for (const auto& id : p.backups) backups.append(fromBytes(id.toString()));
    return write({{u"backups"_s, backups}});
}

std::string toJson(const ExportParameters& p) {
    return write({{u"include"_s, fromList(p.include)}, {u"exclude"_s, fromList(p.exclude)}, {u"format"_s, fromBytes(p.format)}});
}

std::string toJson(const ImportParameters& p) {
    QJsonObject object{{u"format"_s, fromBytes(p.format)}};
    if (p.size) object.insert(u"size"_s, static_cast<qint64>(*p.size));
    return write(object);
}

Result<CreateParameters> createParameters(const std::string& json) {
    ALULA_ASSIGN(const auto object, read(json));
    return CreateParameters{toBytes(object[u"ignore"])};
}

Result<RestoreParameters> restoreParameters(const std::string& json) {
    ALULA_ASSIGN(const auto object, read(json));
    RestoreParameters p;
    p.truncate = object[u"truncate"].toBool();
    p.include = toList(object[u"include"]);
    p.exclude = toList(object[u"exclude"]);
    p.into = toBytes(object[u"into"]);
    p.stop = object[u"stop"].toBool(true);
    p.download = object[u"download"].toBool();
    if (object.contains(u"backup_first")) {
        ALULA_ASSIGN(p.backupFirst, idOf<BackupId>(object[u"backup_first"]));
    }
    return p;
}

Result<UndoParameters> undoParameters(const std::string& json) {
    ALULA_ASSIGN(const auto object, read(json));
    ALULA_ASSIGN(const auto job, idOf<JobId>(object[u"restore_job"]));
    return UndoParameters{job};
}

Result<DeleteParameters> deleteParameters(const std::string& json) {
    ALULA_ASSIGN(const auto object, read(json));
    DeleteParameters p;
    for (const auto& item : object[u"backups"].toArray()) {
        ALULA_ASSIGN(const auto id, idOf<BackupId>(item));
        p.backups.push_back(id);
    }
    return p;
}

Result<ExportParameters> exportParameters(const std::string& json) {
    ALULA_ASSIGN(const auto object, read(json));
    return ExportParameters{toList(object[u"include"]), toList(object[u"exclude"]), toBytes(object[u"format"])};
}

Result<ImportParameters> importParameters(const std::string& json) {
    ALULA_ASSIGN(const auto object, read(json));
    ImportParameters p;
    p.format = toBytes(object[u"format"]);
    if (object.contains(u"size")) p.size = static_cast<std::uint64_t>(object[u"size"].toInteger());
    return p;
}

} // namespace alula
