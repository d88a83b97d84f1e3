// SPDX-License-Identifier: Apache-2.0
// Prints and scans, gathered from the entries.
#include "center/domain/stays/papers.h"

#include <algorithm>
#include <charconv>
#include <sstream>

#include "center/domain/json_read.h"
#include "center/domain/stays/pen_signature.h"
#include "center/kernel/bytes.h"

namespace mingjing::domain {

namespace {

Paper paperFrom(const RecordedEvent& event) {
    Paper paper;
    paper.printSeq = event.seq;
    paper.ofSeq = event.body.value("ofSeq", std::int64_t{0});
    paper.atUs = event.happenedUs;
    paper.by = event.actor;
    paper.form = event.body.value("form", "");
    paper.language = event.body.value("language", "");
    paper.copy = event.body.value("copy", 1);
    paper.pages = event.body.value("pages", 0);
    paper.questioningId = readUuid(event.body, "questioningId");
    paper.version = event.body.value("version", 0);
    return paper;
}

void addScan(std::vector<Paper>& papers, const RecordedEvent& event) {
    const auto printSeq = event.body.value("printSeq", std::int64_t{0});
    const auto paper = std::find_if(papers.begin(), papers.end(),
                                    [&](const Paper& each) { return each.printSeq == printSeq; });
    if (paper == papers.end()) return;
    Scan scan;
    scan.moment = {event.happenedUs, event.seq};
    scan.by = event.actor;
    scan.page = event.body.value("page", 1);
    scan.isSigned = event.body.value("signed", true);
    scan.mediaType = event.body.value("mediaType", "");
    scan.document = readUuid(event.body.value("scan", Json::object()), "id");
    paper->pages = event.body.value("pages", paper->pages);
    paper->scans.push_back(std::move(scan));
}

void addPen(std::vector<Paper>& papers, const RecordedEvent& event) {
    const auto printSeq = event.body.value("printSeq", std::int64_t{0});
    const auto paper = std::ranges::find(papers, printSeq, &Paper::printSeq);
    if (paper == papers.end()) return;
    const auto text = [&](const char* slot) {
        const auto found = event.disclosed.find(slot);
        return found == event.disclosed.end() ? std::string() : found->second.value("text", "");
    };
    paper->pages = event.body.value("pages", paper->pages);
    paper->pens.push_back({{event.happenedUs, event.seq},
                           event.actor,
                           event.body.value("how", ""),
                           readUuid(event.body, "roomId"),
                           event.body.value("printSha256", ""),
                           text("reason"),
                           text("witness")});
}

template <typename Number>
bool readNumber(const std::string& text, Number& number) {
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && stop == text.data() + text.size() && number > 0;
}

}  // namespace

std::vector<Paper> papersOf(const EventList& events) {
    std::vector<Paper> papers;
    for (const SharedEvent& event : events) {
        if (event->type == kFormPrinted) papers.push_back(paperFrom(*event));
        if (event->type == kScanReturned) addScan(papers, *event);
        if (event->type == kFormSignedByPen) addPen(papers, *event);
    }
    return papers;
}

std::optional<std::string> penPictureOf(const RecordedEvent& event) {
    const auto signature = event.disclosed.find("signature");
    if (signature == event.disclosed.end()) return std::nullopt;
    return kernel::bytesOfBase64Url(signature->second.value("picture", ""));
}

std::optional<PageCode> parsePageCode(const std::string& text) {
    std::istringstream words(text);
    std::string magic, seq, signature, place, more;
    PageCode code;
    words >> magic >> code.form >> code.number >> seq >> code.hash >> signature >> place;
    const std::size_t slash = place.find('/');
    std::string log;
    if (words >> log && !log.starts_with('L')) return std::nullopt;
    if (magic != "MJ1" || slash == std::string::npos || words >> more) return std::nullopt;
    if (!log.empty()) code.log = log.substr(1);
    const bool numbers = readNumber(seq, code.ofSeq) &&
                         readNumber(place.substr(0, slash), code.page) &&
                         readNumber(place.substr(slash + 1), code.pages);
    if (!numbers || code.page > code.pages || code.hash.size() != 64) return std::nullopt;
    return code;
}

const Paper* paperOf(const std::vector<Paper>& papers, const EventList& events,
                     const PageCode& code) {
    const auto shown = std::find_if(events.begin(), events.end(), [&](const SharedEvent& event) {
        return event->seq == code.ofSeq;
    });
    if (shown == events.end() || kernel::hexOf((*shown)->hash) != code.hash) return nullptr;
    const auto fits = [&](const Paper& paper) {
        return paper.form == code.form && paper.ofSeq == code.ofSeq;
    };
    const auto newest = std::find_if(papers.rbegin(), papers.rend(), fits);
    return newest == papers.rend() ? nullptr : &*newest;
}

}  // namespace mingjing::domain
