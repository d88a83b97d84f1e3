// SPDX-License-Identifier: Apache-2.0
// Stays that are kept: the same as read anew, never what was not committed, never too many.
#include <boost/test/unit_test.hpp>

#include "center/app/command_bus.h"
#include "center/app/stay_loader.h"
#include "tests/db/chains.h"

namespace mingjing::tests {

using app::CommandTransaction;
using app::KeptStays;
using app::SharedStay;

namespace {

constexpr std::int64_t kNowUs = 1'795'449'600'000'000;

/// Stays that grow by one event at a time, as commands make them.
struct Grower {
    Centre& centre = sharedCentre();
    app::Vault vault{std::string(32, 'k')};
    const app::Actor actor = app::Actor::system();

    Uuid arrive() {
        const Uuid stay = newId();
        const Uuid person = newId();
        const auto unit = begin(centre.database);
        must(vault.makeKey(*unit, stay, kNowUs));
        must(vault.makeKey(*unit, person, kNowUs));
        domain::NewEvent event;
        event.type = domain::kPersonArrived;
        event.happenedUs = kNowUs;
        event.body = {{"personId", person.text()}, {"number", "20261124-01"}};
        event.sealed["identity"] = {"identity", {{"name", "甲"}}};
        append(*unit, stay, event, {stay, person});
        commit(*unit);
        return stay;
    }

    void append(app::UnitOfWork& unit, const Uuid& stay, const domain::NewEvent& event,
                const app::KeyRing& keys) {
        const app::StreamRef stream{domain::kStayStream, stay};
        CommandTransaction transaction(unit, vault, actor, kNowUs, newId());
        must(transaction.lock({stream}));
        must(transaction.append(stream, event, keys));
    }

    void tell(app::UnitOfWork& unit, const Uuid& stay, const char* type, domain::Json body) {
        domain::NewEvent event;
        event.type = type;
        event.happenedUs = kNowUs + 1;
        event.body = std::move(body);
        append(unit, stay, event, {stay, stay});
    }

    void care(app::UnitOfWork& unit, const Uuid& stay, const char* kind) {
        tell(unit, stay, domain::kCareGiven, {{"kind", kind}});
    }

    void careAndCommit(const Uuid& stay, const char* kind) {
        const auto unit = begin(centre.database);
        care(*unit, stay, kind);
        commit(*unit);
    }

    app::Head headOf(const Uuid& stay) {
        return must(begin(centre.database)->timeline().readHead({domain::kStayStream, stay}));
    }

    SharedStay find(KeptStays& stays, const Uuid& stay) {
        return must(stays.find(*begin(centre.database), stay));
    }

    domain::Stay anew(const Uuid& stay) {
        return must(app::readStay(*begin(centre.database), vault, stay)).loaded->stay;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(kept_stays)

BOOST_AUTO_TEST_CASE(what_is_kept_is_what_is_read_anew_until_the_head_moves) {
    Grower grower;
    KeptStays stays(grower.vault);
    const Uuid id = grower.arrive();

    const SharedStay first = grower.find(stays, id);
    BOOST_TEST((grower.find(stays, id) == first));
    BOOST_TEST((first->stay == grower.anew(id)));
    BOOST_TEST(first->stay.identity->value("name", "") == "甲");

    grower.careAndCommit(id, "water");
    const SharedStay second = grower.find(stays, id);
    BOOST_TEST(second->stay.seq == 2);
    BOOST_TEST((second->stay == grower.anew(id)));
    BOOST_TEST(first->stay.seq == 1);
}

BOOST_AUTO_TEST_CASE(what_was_kept_and_not_committed_is_never_seen) {
    Grower grower;
    KeptStays stays(grower.vault);
    const Uuid id = grower.arrive();
    {
        const auto unit = begin(grower.centre.database);
        grower.care(*unit, id, "meal");
        must(stays.find(*unit, id));  // reads its own event, and keeps it
    }
    BOOST_TEST(grower.find(stays, id)->stay.care.empty());

    grower.careAndCommit(id, "water");
    BOOST_REQUIRE(grower.find(stays, id)->stay.care.size() == 1U);
    BOOST_TEST(grower.find(stays, id)->stay.care[0].kind == "water");
}

BOOST_AUTO_TEST_CASE(a_reader_behind_a_growing_stay_sees_its_beginning) {
    Grower grower;
    KeptStays stays(grower.vault);
    const Uuid id = grower.arrive();
    grower.careAndCommit(id, "water");
    const app::Head earlier = grower.headOf(id);
    const domain::Stay asItWas = grower.anew(id);
    grower.careAndCommit(id, "meal");
    BOOST_TEST(grower.find(stays, id)->stay.seq == 3);

    const auto unit = begin(grower.centre.database);
    BOOST_TEST((must(stays.find(*unit, id, earlier))->stay == asItWas));
    BOOST_TEST(grower.find(stays, id)->stay.seq == 3);
}

BOOST_AUTO_TEST_CASE(an_erased_document_is_gone_with_the_event_that_tells_it) {
    Grower grower;
    KeptStays stays(grower.vault);
    const Uuid id = grower.arrive();
    const SharedStay before = grower.find(stays, id);
    const auto document =
        Uuid::parse(before->events[0]->body["sealed"]["identity"]["id"].get<std::string>());
    {
        const auto unit = begin(grower.centre.database);
        must(unit->vault().eraseDocument(document.value()));
        grower.tell(*unit, id, domain::kDocumentErased, {{"documentId", document->text()}});
        commit(*unit);
    }
    BOOST_TEST(!grower.find(stays, id)->stay.identity.has_value());
}

BOOST_AUTO_TEST_CASE(a_document_that_is_gone_without_an_event_is_damage_and_not_erased) {
    Grower grower;
    KeptStays stays(grower.vault);
    const Uuid id = grower.arrive();
    const SharedStay before = grower.find(stays, id);
    const auto document =
        Uuid::parse(before->events[0]->body["sealed"]["identity"]["id"].get<std::string>());
    const auto unit = begin(grower.centre.database);
    must(unit->vault().eraseDocument(document.value()));
    BOOST_TEST(app::readStay(*unit, grower.vault, id).error().code == "vault.damaged");
}

BOOST_AUTO_TEST_CASE(an_event_with_a_word_that_nobody_knows_damages_its_stay_alone) {
    Grower grower;
    const Uuid id = grower.arrive();
    const Uuid other = grower.arrive();
    const auto unit = begin(grower.centre.database);
    grower.tell(*unit, id, domain::kAttendeeJoined, {{"function", "officer"}});  // fits nothing
    must(app::readStay(*unit, grower.vault, id));
    for (const domain::Json& body :
         {domain::Json{{"officers", {"nobody"}}}, domain::Json{{"caseKind", "heresy"}},
          domain::Json{{"ordinal", "first"}}}) {
        const Uuid damaged = grower.arrive();
        const auto with = begin(grower.centre.database);
        grower.tell(*with, damaged, domain::kQuestioningStarted, body);
        BOOST_TEST(app::readStay(*with, grower.vault, damaged).error().code == "stay.damaged");
    }
    must(app::readStay(*unit, grower.vault, other));
}

BOOST_AUTO_TEST_CASE(the_longest_unused_go_first) {
    Grower grower;
    KeptStays stays(grower.vault, 4);
    std::vector<Uuid> ids;
    std::vector<SharedStay> first;
    for (int i = 0; i < 5; ++i) {
        ids.push_back(grower.arrive());
        first.push_back(grower.find(stays, ids.back()));
    }
    // The fifth was one too many: half of what may be kept stays.
    BOOST_TEST((grower.find(stays, ids[4]) == first[4]));
    BOOST_TEST((grower.find(stays, ids[3]) == first[3]));
    BOOST_TEST((grower.find(stays, ids[0]) != first[0]));
}

BOOST_AUTO_TEST_CASE(a_stay_that_is_not_there) {
    Grower grower;
    KeptStays stays(grower.vault);
    const auto unit = begin(grower.centre.database);
    BOOST_TEST(stays.find(*unit, newId()).error().code == "stay.not_found");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
