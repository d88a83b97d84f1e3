// SPDX-License-Identifier: Apache-2.0
// Shared groups of fields.
#include "center/http/stay_fields.h"

#include "center/kernel/bytes.h"

namespace mingjing::http {

app::ActMode modeOf(Fields& fields) {
    app::ActMode mode;
    mode.report = fields.oneOf("mode", {"plan", "report"}, "plan") == "report";
    mode.happenedUs = fields.optionalNumber("happenedAtUs", 1, kAnyTimeUs).value_or(0);
    mode.expectedSeq = fields.optionalNumber("expectedSeq", 0, INT64_MAX);
    mode.overrideReason = fields.optionalText("overrideReason", 256);
    if (mode.report && mode.happenedUs == 0) fields.fail("happenedAtUs", "field.required");
    return mode;
}

void copyText(Fields& from, Json& to, const char* name, std::size_t max) {
    const std::string text = from.optionalText(name, max);
    if (!text.empty()) to[name] = text;
}

std::optional<app::KeptFile> fileOf(Fields& fields, const char* name, bool required) {
    if (!required && !fields.has(name)) return std::nullopt;
    const std::string text = fields.text(name, kMostFileBodyBytes);
    const auto bytes = kernel::bytesOfBase64Url(text);
    const auto mediaType = bytes ? app::mediaTypeOf(*bytes) : std::nullopt;
    if (!text.empty() && !mediaType) fields.fail(name, "scan.not_a_document");
    if (!mediaType) return std::nullopt;
    return app::KeptFile{*bytes, *mediaType};
}

Json identityOf(Fields& outer, const Json& object, const char* path) {
    if (object.is_null()) return nullptr;
    Fields fields(object, path);
    Json identity = {{"name", fields.text("name", 64)}};
    if (fields.has("idType"))
        identity["idType"] = fields.oneOf("idType", {"resident_id", "passport", "other", "none"});
    for (const char* name : {"idNumber", "nation", "phone"}) copyText(fields, identity, name, 32);
    copyText(fields, identity, "address", 256);
    if (const Status done = fields.done(); !done.ok())
        outer.fail(done.error().field, done.error().code.c_str(), done.error().params);
    return identity;
}

Json factsOf(Fields& outer, const Json& object) {
    if (object.is_null()) return nullptr;
    const auto& groups = domain::specialGroups();
    Fields fields(object, "facts/");
    Json facts = {{"sex", fields.oneOf("sex", {"F", "M"})},
                  {"identityUnknown", fields.flag("identityUnknown")},
                  {"flags", fields.someOf("flags", {groups.begin(), groups.end()})}};
    copyText(fields, facts, "birthDate", 10);
    if (facts.contains("birthDate") &&
        !domain::isCalendarDay(facts["birthDate"].get<std::string>()))
        fields.fail("birthDate", "field.bad_day");
    if (const Status done = fields.done(); !done.ok())
        outer.fail(done.error().field, done.error().code.c_str(), done.error().params);
    return facts;
}

Json groupsOf(Fields& outer, const Json& object) {
    if (object.is_null()) return nullptr;
    Fields fields(object, "groups/");
    Json answers = Json::object();
    for (const std::string& group : domain::specialGroups())
        if (fields.has(group.c_str()))
            answers[group] = fields.oneOf(group.c_str(), {"yes", "no", "unknown"});
    if (const Status done = fields.done(); !done.ok())
        outer.fail(done.error().field, done.error().code.c_str(), done.error().params);
    return answers;
}

BasisPaper basisOf(Fields& fields) {
    const Json basis = fields.object("basis");
    Fields inner(basis, "basis/");
    BasisPaper paper;
    paper.kind = inner.word<domain::BasisKind>("kind");
    paper.oral = inner.flag("oral");
    paper.documentNumber = inner.optionalText("documentNumber", 64);
    paper.issuedBy = inner.optionalText("issuedBy", 64);
    if (const Status done = inner.done(); !done.ok())
        fields.fail(done.error().field, done.error().code.c_str(), done.error().params);
    return paper;
}

std::optional<int> hoursOf(Fields& fields, bool required) {
    if (required && !fields.has("limitH")) fields.fail("limitH", "field.required");
    const auto hours = fields.optionalNumber("limitH", 12, 48);
    if (hours && *hours != 12 && *hours != 24 && *hours != 48)
        fields.fail("limitH", "field.unknown_word");
    return hours ? std::optional(static_cast<int>(*hours)) : std::nullopt;
}

const std::set<std::string>& extensionGrounds() {
    static const std::set<std::string> grounds{
        "serious_or_complex",  "detain_or_arrest", "many_persons",   "identity_unknown", "complex",
        "detention_may_apply", "suspicion_open",   "identity_hidden"};
    return grounds;
}

}  // namespace mingjing::http
