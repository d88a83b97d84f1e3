// SPDX-License-Identifier: Apache-2.0
// The index of the package.
#include "center/print/stay_file.h"

#include <fmt/format.h>

#include "center/kernel/bytes.h"
#include "center/kernel/clock.h"
#include "center/kernel/crypto.h"
#include "center/print/sheet.h"

namespace mingjing::print {

PrintedForm printStayFileIndex(const PrintInput& input, const StayFileContent& content) {
    const auto t = [&](const std::string& key,
                       const domain::Json& params = domain::Json::object()) {
        return input.english ? input.messages.en(key, params) : input.messages.zh(key, params);
    };
    const domain::Stay& stay = input.loaded.stay;
    Frame frame;
    frame.title = t("form.stay_file.title");
    frame.number = fmt::format("{}　{}", input.centreName, stay.number);
    frame.footer = t("form.footer", {{"by", input.printedBy},
                                     {"hash", kernel::hexOf(stay.hash).substr(0, 16)},
                                     {"seq", stay.seq},
                                     {"time", kernel::beijingTime(input.printedUs)}});
    frame.code = fmt::format("MJ1 stay_file {} {} {} {}", stay.number, stay.seq,
                             kernel::hexOf(stay.hash), input.signature);
    markWithLog(frame, input.logHead, input.messages, input.english);
    frame.page = [&t](std::size_t page, std::size_t pages) {
        return t("form.page", {{"page", page}, {"pages", pages}});
    };
    if (input.practice) frame.watermark = t("form.practice");
    frame.dateLine = t("form.date_line");
    frame.madeUs = input.printedUs;
    Sheet sheet(std::move(frame));
    sheet.paragraph(t("form.stay_file.intro"));
    std::vector<std::vector<std::string>> rows;
    for (const ArchivedFile& file : content.files)
        rows.push_back({std::to_string(rows.size() + 1), file.name,
                        std::to_string((file.bytes.size() + 1023) / 1024) + " KB",
                        kernel::hexOf(kernel::sha256(file.bytes))});
    sheet.table({"#", t("form.stay_file.part"), t("form.stay_file.size"), "SHA-256"},
                {0.06, 0.42, 0.12, 0.4}, rows);
    sheet.heading(t("form.stay_file.left_out"));
    if (content.leftOut.empty()) sheet.paragraph(t("act.word.none"));
    for (const std::string& each : content.leftOut) sheet.paragraph("· " + each);
    Sheet::File file = sheet.file();
    return {std::move(file.pdf), file.pages};
}

}  // namespace mingjing::print
