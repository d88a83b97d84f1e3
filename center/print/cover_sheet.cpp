// SPDX-License-Identifier: Apache-2.0
// One page, as a rule.
#include "center/print/cover_sheet.h"

#include <fmt/format.h>

#include "center/kernel/clock.h"
#include "center/print/sheet.h"

namespace mingjing::print {

namespace {

/// Short enough for two lines: a name that is broken at its hyphens is typed wrong.
constexpr const char* kOpenCommand =
    "openssl cms -decrypt -inform DER -in FILE.zip.p7m -recip CERT.pem -inkey KEY.pem "
    "-out FILE.zip";

using Words = std::function<std::string(const char*, const domain::Json&)>;

std::string seconds(std::int64_t us) {
    return fmt::format("{:.1f} s", static_cast<double>(us) / 1e6);
}

/// Eight digits and a space: people compare keys by eye.
std::string grouped(const std::string& hex) {
    std::string out;
    for (std::size_t i = 0; i < hex.size(); ++i) {
        if (i > 0 && i % 8 == 0) out += ' ';
        out += hex[i];
    }
    return out;
}

/// How the recipient opens the file that was sent, typed as it stands here.
void addOpening(Sheet& sheet, const Words& t, const CoverSheetInput& input) {
    const domain::Json none = domain::Json::object();
    sheet.heading(t("form.export.opening", none));
    sheet.wide(t("form.export.certificate_print", none), grouped(input.recipientFingerprint));
    sheet.paragraph(t("form.export.open_how", none));
    sheet.paragraph(kOpenCommand);
    sheet.paragraph(t("form.export.open_after", none));
}

void fillCover(Sheet& sheet, const Words& t, const CoverSheetInput& input) {
    const domain::Json none = domain::Json::object();
    sheet.facts({{t("form.export.stay", none), input.stayNumber},
                 {t("form.export.questioning", none),
                  input.questioning.empty() ? t("form.export.clip", none) : input.questioning},
                 {t("form.export.from", none), kernel::beijingTime(input.fromUs)},
                 {t("form.export.to", none), kernel::beijingTime(input.toUs)},
                 {t("form.export.requested_by", none), input.requestedBy},
                 {t("form.export.approved_by", none), input.approvedBy}});
    sheet.wide(t("form.export.recipient", none), input.recipient);
    if (input.defence) sheet.wide(t("form.export.use", none), t("form.export.defence", none));
    sheet.wide(t("form.export.reason", none), input.reason);
    std::vector<std::vector<std::string>> rows;
    for (const auto& camera : input.cameras) rows.push_back({camera.name, camera.room});
    sheet.table({t("form.export.camera", none), t("form.export.room", none)}, {0.5, 0.5}, rows);
    if (input.certified) {
        sheet.heading(t("form.export.certificate", none));
        sheet.facts({{t("form.export.first_in", none), kernel::beijingTime(input.windowFromUs)},
                     {t("form.export.room_empty", none), kernel::beijingTime(input.windowToUs)},
                     {t("form.export.covered", none), seconds(input.coveredUs)},
                     {t("form.export.missing", none), seconds(input.missingUs)},
                     {t("form.export.longest_missing", none), seconds(input.longestMissingUs)},
                     {t("form.export.id", none), input.exportId}});
    }
    if (!input.fileSha256.empty())
        sheet.wide(t("form.export.file_sha256", none), grouped(input.fileSha256));
    if (!input.recipientFingerprint.empty()) addOpening(sheet, t, input);
    sheet.heading(t("form.export.check", none));
    sheet.paragraph(t("form.export.how", none));
    sheet.wide(t("form.export.key", none), grouped(input.centreKey));
    sheet.signatures({t("form.export.handed_by", none), t("form.export.taken_by", none)});
}

}  // namespace

PrintedForm printCoverSheet(const CoverSheetInput& input) {
    const Words t = [&](const char* key, const domain::Json& params) {
        return input.english ? input.messages.en(key, params) : input.messages.zh(key, params);
    };
    Frame frame;
    frame.title = t("form.export.title", domain::Json::object());
    frame.number = fmt::format("{}　{}", input.centreName, input.stayNumber);
    frame.footer = t("form.export.footer",
                     {{"id", input.exportId}, {"time", kernel::beijingTime(input.madeUs)}});
    frame.code = fmt::format("MJX1 {} {}", input.exportId, input.centreKey);
    frame.page = [t](std::size_t page, std::size_t pages) {
        return t("form.page", {{"page", page}, {"pages", pages}});
    };
    if (input.practice) frame.watermark = t("form.practice", domain::Json::object());
    frame.dateLine = t("form.date_line", domain::Json::object());
    frame.madeUs = input.madeUs;
    Sheet sheet(std::move(frame));
    fillCover(sheet, t, input);
    const Sheet::File file = sheet.file();
    return {file.pdf, file.pages};
}

}  // namespace mingjing::print
