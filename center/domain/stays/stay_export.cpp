// SPDX-License-Identifier: Apache-2.0
// Writing and checking a stay's export.
#include "center/domain/stays/stay_export.h"

#include <map>

#include "center/domain/json_read.h"
#include "center/kernel/check.h"

namespace mingjing::domain {

namespace {

Json eventJson(const kernel::Envelope& event, const kernel::Hash& hash) {
    return {{"actor", event.actor.text()},
            {"body", event.body},
            {"commandId", event.commandId.text()},
            {"enteredUs", event.enteredUs},
            {"happenedUs", event.happenedUs},
            {"hash", kernel::hexOf(hash)},
            {"previous", kernel::hexOf(event.previous)},
            {"schemaVersion", event.schemaVersion},
            {"seq", event.seq},
            {"type", event.type}};
}

Json documentJson(const ExportedDocument& document) {
    Json json = {{"id", document.id.text()},
                 {"kind", document.kind},
                 {"state", document.stored   ? "open"
                           : document.erased ? "erased"
                                             : "redacted"},
                 {"version", document.version}};
    if (document.stored) {
        json["content"] = *document.stored;
        json["salt"] = kernel::hexOf(document.salt);
    }
    return json;
}

std::optional<kernel::Hash> readHash(const Json& json, const char* key) {
    const auto bytes = kernel::bytesOfHex(json.at(key).get<std::string>());
    return bytes ? kernel::hashOfBytes(*bytes) : std::nullopt;
}

/// Thrown inside the check and answered by it; never leaves this file.
struct Bad {
    ExportVerdict verdict;
    std::string where;
};

/// What the seal signs: everything but itself. Nothing when the file holds what has no canonical
/// form, such as a fraction.
std::optional<std::string> sealStatement(Json file) {
    file.erase("seal");
    const auto text = kernel::canonicalJson(file);
    if (!text.ok()) return std::nullopt;
    const kernel::Hash digest = kernel::sha256(*text);
    return "mingjing.export.v1\n" + kernel::hexOf(digest);
}

class ExportChecker {
public:
    ExportChecker(const Json& file, const std::string& publicKey)
        : file_(file), publicKey_(publicKey) {}

    ExportCheck run() {
        if (file_.at("format") != kStayExportFormat) throw Bad{ExportVerdict::Malformed, "format"};
        stayId_ = Uuid::parse(file_.at("stayId").get<std::string>()).value_or(Uuid{});
        for (const Json& json : file_.at("events")) checkEvent(json);
        for (const Json& json : file_.at("documents")) checkDocument(json);
        if (!commitments_.empty())
            throw Bad{ExportVerdict::AlteredDocument,
                      "document " + commitments_.begin()->first + " is missing"};
        checkHead(file_.at("head"));
        checkSeal();
        return check_;
    }

private:
    void checkEvent(const Json& json) {
        ++check_.events;
        const std::string where = "event " + std::to_string(check_.events);
        kernel::Envelope event;
        event.streamKind = kStayStream;
        event.streamId = stayId_;
        event.seq = json.at("seq").get<std::int64_t>();
        event.type = json.at("type").get<std::string>();
        event.schemaVersion = json.at("schemaVersion").get<std::int64_t>();
        event.happenedUs = json.at("happenedUs").get<std::int64_t>();
        event.enteredUs = json.at("enteredUs").get<std::int64_t>();
        event.actor = readUuid(json, "actor");
        event.commandId = readUuid(json, "commandId");
        event.body = json.at("body").get<std::string>();
        const auto previous = readHash(json, "previous");
        const auto hash = readHash(json, "hash");
        if (!previous || !hash) throw Bad{ExportVerdict::Malformed, where};
        event.previous = *previous;
        if (kernel::hashOf(event) != *hash) throw Bad{ExportVerdict::AlteredEvent, where};
        if (event.seq != check_.events || event.previous != last_)
            throw Bad{ExportVerdict::BrokenChain, where};
        last_ = *hash;
        noteCommitments(event.body, where);
    }

    void noteCommitments(const std::string& text, const std::string& where) {
        const auto body = kernel::parseJson(text);
        if (!body.ok()) throw Bad{ExportVerdict::Malformed, where};
        const auto sealed = body->find("sealed");
        if (sealed == body->end()) return;
        for (const auto& [slot, reference] : sealed->items())
            commitments_[reference.at("id").get<std::string>()] = reference;
    }

    void checkDocument(const Json& json) {
        ++check_.documents;
        const std::string id = json.at("id").get<std::string>();
        const Bad bad{ExportVerdict::AlteredDocument, "document " + id};
        const auto promised = commitments_.find(id);
        if (promised == commitments_.end()) throw bad;
        const Json reference = promised->second;
        commitments_.erase(promised);
        if (reference.at("kind") != json.at("kind") ||
            reference.at("version") != json.at("version"))
            throw bad;
        if (json.at("state") != "open") {
            if (json.contains("content") || json.contains("salt")) throw bad;
            ++check_.sealed;
            return;
        }
        const auto salt = readHash(json, "salt");
        if (!salt) throw bad;
        const auto commitment =
            kernel::commitmentOf(readUuid(json, "id"), json.at("version").get<std::int64_t>(),
                                 *salt, json.at("content").get<std::string>());
        if (reference.at("commitment") != kernel::hexOf(commitment)) throw bad;
    }

    void checkHead(const Json& head) {
        const auto hash = readHash(head, "hash");
        const auto signature = kernel::bytesOfBase64Url(head.at("signature").get<std::string>());
        if (!hash || !signature) throw Bad{ExportVerdict::Malformed, "head"};
        if (head.at("seq").get<std::int64_t>() != check_.events || *hash != last_)
            throw Bad{ExportVerdict::Truncated, "head"};
        const std::string statement = kernel::headStatement(
            kStayStream, stayId_, check_.events, last_, head.at("signedAtUs").get<std::int64_t>());
        if (!kernel::verifySignature(publicKey_, statement, *signature))
            throw Bad{ExportVerdict::WrongKey, "head"};
        check_.signedAtUs = head.at("signedAtUs").get<std::int64_t>();
    }

    void checkSeal() {
        const auto seal = kernel::bytesOfBase64Url(file_.at("seal").get<std::string>());
        const auto statement = sealStatement(file_);
        if (!seal || !statement || !kernel::verifySignature(publicKey_, *statement, *seal))
            throw Bad{ExportVerdict::AlteredFile, "seal"};
        check_.number = file_.at("number").get<std::string>();
        check_.stayId = stayId_;
    }

    const Json& file_;
    const std::string& publicKey_;
    Uuid stayId_;
    kernel::Hash last_{};
    std::map<std::string, Json> commitments_;
    ExportCheck check_;
};

}  // namespace

Json writeStayExport(const StayExport& content, const kernel::SigningKey& key) {
    Json json = {{"documents", Json::array()},
                 {"events", Json::array()},
                 {"format", kStayExportFormat},
                 {"number", content.number},
                 {"stayId", content.stayId.text()}};
    for (const auto& [event, hash] : content.events)
        json["events"].push_back(eventJson(event, hash));
    for (const ExportedDocument& document : content.documents)
        json["documents"].push_back(documentJson(document));
    const auto seq = static_cast<std::int64_t>(content.events.size());
    const kernel::Hash last =
        content.events.empty() ? kernel::Hash{} : content.events.back().second;
    const std::string statement =
        kernel::headStatement(kStayStream, content.stayId, seq, last, content.exportedUs);
    json["head"] = {{"hash", kernel::hexOf(last)},
                    {"publicKey", kernel::base64Url(key.publicKey())},
                    {"seq", seq},
                    {"signature", kernel::base64Url(key.sign(statement))},
                    {"signedAtUs", content.exportedUs}};
    const auto sealed = sealStatement(json);
    CHECK(sealed.has_value(), "an export holds whole numbers and UTF-8 only");
    json["seal"] = kernel::base64Url(key.sign(*sealed));
    return json;
}

ExportCheck checkStayExport(const Json& file, const std::string& publicKey) {
    ExportCheck failed;
    try {
        return ExportChecker(file, publicKey).run();
    } catch (const Bad& bad) {
        failed.verdict = bad.verdict;
        failed.where = bad.where;
    } catch (const Json::exception&) {
        failed.verdict = ExportVerdict::Malformed;
        failed.where = "file";
    }
    return failed;
}

const char* nameOf(ExportVerdict verdict) {
    switch (verdict) {
        case ExportVerdict::Ok:
            return "ok";
        case ExportVerdict::Malformed:
            return "malformed";
        case ExportVerdict::AlteredEvent:
            return "altered event";
        case ExportVerdict::BrokenChain:
            return "broken chain";
        case ExportVerdict::AlteredDocument:
            return "altered document";
        case ExportVerdict::Truncated:
            return "truncated";
        case ExportVerdict::WrongKey:
            return "wrong key";
        case ExportVerdict::AlteredFile:
            return "altered file";
    }
    return "malformed";
}

}  // namespace mingjing::domain
