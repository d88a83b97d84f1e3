// SPDX-License-Identifier: Apache-2.0
// What recorders report of their storages, what cannot be stored as what it is, and a column that
// holds something else than its reader expects.
#include <boost/test/unit_test.hpp>

#include "center/app/node_desk.h"
#include "center/app/storage_reports.h"
#include "tests/db/schema.h"

namespace mingjing::tests {

using app::NodeReport;
using kernel::Json;

namespace {

/// A desk for nodes over a schema of its own, with one camera.
struct ReportDesk {
    Centre centre;
    kernel::ManualClock clock{1'764'400'000'000'000};
    app::Vault vault{std::string(32, 'k')};
    app::RecordingState recording{clock};
    app::CameraTrials trials{recording, clock};
    app::Secrets secrets{};
    app::CommandBus bus{centre.database, vault, clock, [](const auto&) {}};
    app::NodeDesk desk{centre.database, bus, vault, recording, trials, secrets, clock};
    Uuid camera = newId(), boot = newId();

    ReportDesk() {
        const auto unit = begin(centre.database);
        app::CameraRow row;
        row.id = camera;
        row.code = "C1";
        row.name = "讯问室一";
        row.roomId = newId();
        row.mainUrl = "rtsp://127.0.0.1/main";
        row.seq = 1;
        must(unit->directory().putCamera(row));
        commit(*unit);
    }
    [[nodiscard]] NodeReport report(std::int64_t seq, const std::string& kind, Json body) const {
        NodeReport out;
        out.seq = seq;
        out.kind = kind;
        out.atUs = clock.wall().us;
        out.body = std::move(body);
        return out;
    }
    [[nodiscard]] NodeReport gap(std::int64_t seq, const std::string& cause) const {
        return report(seq, "gap",
                      {{"camera", camera.text()},
                       {"cause", cause},
                       {"fromUs", seq * 1000},
                       {"id", newId().text()},
                       {"stream", "main"},
                       {"toUs", seq * 1000 + 500}});
    }
    std::int64_t accept(const std::vector<NodeReport>& reports) {
        return must(desk.accept("recorder-1", boot, reports));
    }
    std::vector<app::UnreadableReportRow> unread() {
        return must(begin(centre.database)->storageFaults().unreadable(100));
    }
    std::size_t gaps() {
        return must(begin(centre.database)->recordings().gaps(camera, "main", {0, 1'000'000}))
            .size();
    }
};

Json faultBody(const Uuid& id, const std::string& what) {
    return {{"bytes", 900},
            {"first", 3},
            {"fragments", 2},
            {"id", id.text()},
            {"path", "media/20261124/c/main-x.mp4"},
            {"what", what}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(storage_reports)

BOOST_AUTO_TEST_CASE(a_report_that_no_column_takes_is_kept_and_what_is_behind_it_goes_on) {
    ReportDesk world;
    const auto bad = world.gap(2, std::string(3000, 'x'));
    BOOST_TEST(world.accept({world.gap(1, "stalled"), bad, world.gap(3, "stalled")}) == 3);
    BOOST_TEST(world.gaps() == 2U);
    const auto unread = world.unread();
    BOOST_REQUIRE(unread.size() == 1U);
    BOOST_TEST(unread[0].seq == 2);
    BOOST_TEST(unread[0].node == "recorder-1");
    BOOST_TEST(unread[0].kind == "gap");
    BOOST_TEST(unread[0].reason == "db.bad_value");
    BOOST_TEST(must(kernel::parseJson(unread[0].report)).at("body") == bad.body);
    // It left nothing half done: two events on the camera's timeline, not three.
    const auto owner = open(world.centre.schema.ownerOptions());
    BOOST_TEST(ask(*owner, "SELECT COUNT(*) FROM timeline WHERE type = 'RecordingGap'") == "2");
    BOOST_TEST(ask(*owner, "SELECT COUNT(*) FROM audit WHERE action = 'report_unreadable'") == "1");
    // Delivered once more (the answer was lost): nothing is stored twice.
    BOOST_TEST(world.accept({bad, world.gap(3, "stalled"), world.gap(4, "stalled")}) == 4);
    BOOST_TEST(world.unread().size() == 1U);
    BOOST_TEST(world.gaps() == 3U);
}

BOOST_AUTO_TEST_CASE(whatever_is_wrong_with_a_report_it_is_kept_with_its_reason) {
    ReportDesk world;
    auto malformed = world.report(1, "?", Json::object());
    malformed.flaw = "report.malformed";
    malformed.raw = R"({"seq":1,"kind":7})";
    auto fraction = world.gap(4, "stalled");
    fraction.body["fromUs"] = 1.5;
    auto odd = world.report(6, std::string(200, '\xE4'), {{"camera", world.camera.text()}});
    BOOST_TEST(
        world.accept({malformed, world.report(2, "weather", {{"camera", world.camera.text()}}),
                      world.report(3, "gap", {{"camera", newId().text()}}), fraction,
                      world.report(5, "storageFault", {{"id", "x"}, {"what", 3}}), odd,
                      world.gap(7, "stalled")}) == 7);
    std::map<std::int64_t, std::string> reasons;
    for (const auto& row : world.unread()) reasons[row.seq] = row.reason;
    BOOST_TEST(reasons.size() == 6U);
    BOOST_TEST(reasons[1] == "report.malformed");
    BOOST_TEST(reasons[2] == "report.kind_unknown");
    BOOST_TEST(reasons[3] == "report.camera_unknown");
    BOOST_TEST(reasons[4] == "json.not_canonical");
    BOOST_TEST(reasons[5] == "report.malformed");
    BOOST_TEST(reasons[6] == "report.kind_unknown");
    BOOST_TEST(world.gaps() == 1U);
    BOOST_TEST(must(begin(world.centre.database)->storageFaults().countUnreadable()) == 6);
    for (const auto& row : world.unread())
        if (row.seq == 1) BOOST_TEST(row.report == malformed.raw);
}

BOOST_AUTO_TEST_CASE(a_database_that_is_away_refuses_nothing_for_good) {
    ReportDesk world;
    const auto owner = open(world.centre.schema.ownerOptions());
    must(owner->send("RENAME TABLE gaps TO gaps_away"));
    BOOST_TEST(!world.desk.accept("recorder-1", world.boot, {world.gap(1, "stalled")}).ok());
    BOOST_TEST(world.unread().empty());
    must(owner->send("RENAME TABLE gaps_away TO gaps"));
    BOOST_TEST(world.accept({world.gap(1, "stalled")}) == 1);
    BOOST_TEST(world.gaps() == 1U);
}

BOOST_AUTO_TEST_CASE(a_fault_is_open_until_it_is_over_and_may_come_again) {
    ReportDesk world;
    const Uuid id = newId();
    const auto list = [&] { return must(begin(world.centre.database)->storageFaults().list(10)); };
    const std::int64_t first = world.clock.wall().us;
    world.accept({world.report(1, "storageFault", faultBody(id, "fragment_hash"))});
    world.clock.advance(1'000'000);
    world.accept({world.report(2, "storageFault", faultBody(id, "fragment_hash"))});
    BOOST_REQUIRE(list().size() == 1U);
    BOOST_TEST(list()[0].foundUs == first);
    BOOST_TEST(list()[0].what == "fragment_hash");
    BOOST_TEST(list()[0].node == "recorder-1");
    BOOST_TEST(list()[0].firstFragment == 3);
    BOOST_TEST(must(begin(world.centre.database)->storageFaults().countOpen()) == 1);
    world.accept({world.report(3, "storageFaultEnded", {{"id", id.text()}})});
    BOOST_TEST(list()[0].endedUs.has_value());
    BOOST_TEST(must(begin(world.centre.database)->storageFaults().countOpen()) == 0);
    world.clock.advance(1'000'000);
    world.accept({world.report(4, "storageFault", faultBody(id, "fragment_hash"))});
    BOOST_TEST(!list()[0].endedUs.has_value());
    BOOST_TEST(list()[0].foundUs > first);
    BOOST_TEST(world.unread().empty());
}

BOOST_AUTO_TEST_CASE(a_recorder_learns_whether_the_rows_agree_with_its_journal) {
    ReportDesk world;
    const Uuid segment = newId();
    const std::string head(64, 'a');
    const Json opened = {{"camera", world.camera.text()},
                         {"codecs", "avc1"},
                         {"hasAudio", false},
                         {"path", "media/x.mp4"},
                         {"run", 1},
                         {"segment", segment.text()},
                         {"startUs", 1000},
                         {"stream", "main"}};
    const Json closed = {{"bytes", 500},      {"camera", world.camera.text()},
                         {"chainHead", head}, {"endUs", 2000},
                         {"fragments", 4},    {"segment", segment.text()},
                         {"startUs", 1000},   {"stream", "main"},
                         {"truncated", false}};
    world.accept({world.report(1, "segmentOpened", opened),
                  world.report(2, "segmentClosed", closed),
                  world.report(3, "segmentCopied",
                               {{"camera", world.camera.text()},
                                {"segment", segment.text()},
                                {"stream", "main"},
                                {"whole", true}})});
    BOOST_TEST(world.unread().empty());
    const auto owner = open(world.centre.schema.ownerOptions());
    BOOST_TEST(ask(*owner, "SELECT copied_us IS NOT NULL AND node = 'recorder-1' FROM segments") ==
               "1");
    app::SegmentQuestion question;
    question.camera = world.camera;
    question.stream = "main";
    question.toUs = 10'000;
    question.untilUs = 5000;
    question.count = 1;
    question.digest = kernel::hexOf(kernel::sha256(segment.text() + "|500|4|" + head + "|0\n"));
    const auto answer = [&](const std::string& node) {
        const auto unit = begin(world.centre.database);
        return must(app::answerSegments(*unit, node, question));
    };
    BOOST_TEST(answer("recorder-1") == Json({{"same", true}}));
    // Another recorder's rows are none of its business.
    BOOST_TEST(answer("recorder-2").at("rows").empty());
    must(owner->send("UPDATE segments SET bytes = 501"));
    const Json rows = answer("recorder-1");
    BOOST_TEST(rows.at("same") == false);
    BOOST_TEST(rows.at("rows").at(0).at("bytes") == 501);
    BOOST_TEST(rows.at("rows").at(0).at("segment") == segment.text());
    // What had not ended by then is not counted.
    question.untilUs = 1500;
    question.count = 0;
    question.digest = kernel::hexOf(kernel::sha256(""));
    BOOST_TEST(answer("recorder-1") == Json({{"same", true}}));
}

BOOST_AUTO_TEST_CASE(a_second_copy_that_is_not_made_or_late_is_named_until_it_works) {
    kernel::ManualClock clock{1'764'400'000'000'000};
    app::RecordingState recording{clock};
    const auto told = [&](const std::string& node, const Json& copy) {
        recording.noteStatus(node, "recorder", {{"storage", {{"copy", copy}}}});
        std::string all;
        for (const auto& down : recording.copiesDown())
            all += down.recorder + " " + down.state + ";";
        return all;
    };
    BOOST_TEST(told("r1", nullptr).empty());  // it has none
    for (const char* state : {"ok", "starting"}) {
        const std::int64_t most = app::kCopyBehindUs;
        BOOST_TEST(told("r1", {{"state", state}, {"lagUs", most}}).empty());
        BOOST_TEST(told("r1", {{"state", state}, {"lagUs", most + 1}}) == "r1 behind;");
    }
    for (const std::string state : {"full", "away", "wrong", "failing"})
        BOOST_TEST(told("r1", {{"state", state}}) == "r1 " + state + ";");
    BOOST_TEST(told("r0", {{"state", "full"}}) == "r0 full;r1 failing;");
    BOOST_TEST(told("r0", {{"state", "ok"}, {"lagUs", 5}}) == "r1 failing;");
    // What is not understood is no reason to be silent.
    for (const Json& odd : {Json("melted"), Json(7), Json()})
        BOOST_TEST(told("r1", {{"state", odd}}) == "r1 failing;");
    BOOST_TEST(told("r1", {{"state", "ok"}, {"lagUs", "long"}}).empty());
}

BOOST_AUTO_TEST_CASE(a_column_that_holds_something_else_ends_one_request_only) {
    ReportDesk world;
    world.accept({world.gap(1, "stalled")});
    const auto owner = open(world.centre.schema.ownerOptions());
    must(owner->send("ALTER TABLE gaps MODIFY from_us VARCHAR(30)"));
    BOOST_CHECK_THROW(world.gaps(), db::mysql::BadColumn);
    must(owner->send("ALTER TABLE gaps MODIFY from_us BIGINT NOT NULL"));
    must(owner->send("ALTER TABLE gaps MODIFY id VARBINARY(20) NOT NULL"));
    must(owner->send("UPDATE gaps SET id = 'short'"));
    BOOST_CHECK_THROW(world.gaps(), db::mysql::BadColumn);
    must(owner->send("DELETE FROM gaps"));
    BOOST_TEST(world.gaps() == 0U);  // the sessions are as good as before
    static const db::mysql::Query kNothing{"nothing", "SELECT NULL, 'text'"};
    const auto rows = must(owner->query(kNothing, {}));
    BOOST_CHECK_THROW((void)rows[0].number(0), db::mysql::BadColumn);
    BOOST_CHECK_THROW((void)rows[0].number(1), db::mysql::BadColumn);
    BOOST_CHECK_THROW((void)rows[0].bytes(7), db::mysql::BadColumn);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
