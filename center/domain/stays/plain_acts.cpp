// SPDX-License-Identifier: Apache-2.0
// The table of plain acts (rules sections 1 to 5 and 10). Their words for people are in the message
// catalogue under `act.<name>`, `act.field.<field>` and `act.word.<word>`.
#include "center/domain/stays/plain_acts.h"

#include <unordered_map>

#include "center/domain/stays/papers.h"

namespace mingjing::domain {

namespace {

constexpr std::int64_t kTextMax = 500;
constexpr std::int64_t kNameMax = 64;

ActField word(const char* name, std::vector<std::string> words) {
    return {name, FieldKind::Word, true, std::move(words), 0, 0, ""};
}
ActField words(const char* name, std::vector<std::string> words) {
    return {name, FieldKind::Words, true, std::move(words), 0, 0, ""};
}
ActField text(const char* name, std::int64_t max = kTextMax, const char* sealedAs = "note") {
    return {name, FieldKind::Text, true, {}, 0, max, sealedAs};
}
ActField of(FieldKind kind, const char* name) {
    return {name, kind, true, {}, 0, kNameMax, ""};
}
ActField number(const char* name, std::int64_t low, std::int64_t high) {
    return {name, FieldKind::Number, true, {}, low, high, ""};
}
ActField flag(const char* name) {
    return of(FieldKind::Flag, name);
}
ActField optional(ActField field) {
    field.required = false;
    return field;
}
ActField note() {
    return optional(text("note"));
}
ActField healthNote() {
    return optional(text("note", 2000, "health"));
}

/// Injuries on the body diagram.
ActField bodyMarks() {
    return {"marks", FieldKind::Marks,
            true,    {"bruise", "cut", "graze", "swelling", "burn", "scar", "pain", "other"},
            0,       40,
            "health"};
}

PlainAct act(const char* name, const char* group, const char* event, std::vector<ActField> fields) {
    PlainAct made;
    made.name = name;
    made.group = group;
    made.event = event;
    made.fields = std::move(fields);
    return made;
}
PlainAct forAnybody(PlainAct made) {
    made.heldOnly = false;
    return made;
}
PlainAct begins(SpellKind spell, PlainAct made) {
    made.effect = Effect::Begin;
    made.spell = spell;
    return made;
}
PlainAct ends(SpellKind spell, PlainAct made) {
    made.effect = Effect::End;
    made.spell = spell;
    return made;
}
PlainAct guardedBy(Step step, PlainAct made) {
    made.step = step;
    return made;
}
PlainAct naming(const char* newId, PlainAct made) {
    made.newId = newId;
    return made;
}

const std::vector<std::string> kPowersOfRestraint{"none",      "strap",    "police_rope",
                                                  "handcuffs", "shackles", "chair"};
const std::vector<std::string> kSupporters{"guardian",         "appropriate_adult", "interpreter",
                                           "sign_interpreter", "female_officer",    "lawyer"};

/// Rights, notices, requests, visits (rules: INTR-06, 07, 11 to 14, TIME-21 to 24, 29).
void addRights(std::vector<PlainAct>& all) {
    all.push_back(forAnybody(
        act("give_rights_notice", "rights", "RightsNoticeGiven",
            {word("kind", {"criminal_suspect", "administrative_suspect", "continued_questioning",
                           "witness", "victim", "belongings_pickup"}),
             word("how", {"read_by_person", "read_aloud", "translated"}),
             word("signed", {"signed", "fingerprint", "signed_and_fingerprint", "refused"}),
             optional(text("language", kNameMax)), optional(text("witness", kNameMax, "visitor")),
             note()})));
    all.push_back(
        act("notify_family", "rights", "FamilyNotified",
            {word("outcome", {"told", "tried", "not_told"}),
             optional(word("channel", {"phone", "message", "letter", "in_person"})),
             optional(word("exception", {"impossible", "state_security", "terrorism"})),
             optional(text("recipient", kNameMax, "visitor")), optional(text("reason"))}));
    all.push_back(naming(
        "requestId",
        forAnybody(act("note_request", "rights", "PersonRequested",
                       {word("kind", {"lawyer", "legal_aid", "doctor", "medicine", "interpreter",
                                      "guardian", "food", "water", "toilet", "rest",
                                      "own_statement", "recusal", "complaint", "other"}),
                        optional(text("text", 2000))}))));
    all.push_back(forAnybody(
        act("answer_request", "rights", "RequestAnswered",
            {of(FieldKind::Ref, "requestId"),
             word("outcome", {"granted", "passed_on", "arrived", "refused", "withdrawn"}),
             optional(text("text"))})));
    all.push_back(forAnybody(
        act("call_support", "rights", "SupportCalled",
            {word("kind", kSupporters), optional(text("name", kNameMax, "visitor")), note()})));
    all.push_back(
        forAnybody(act("note_support_arrival", "rights", "SupportArrived",
                       {word("kind", kSupporters), text("name", kNameMax, "visitor"),
                        optional(word("relation", {"parent", "relative", "school", "work_unit",
                                                   "community", "protection_body", "none"})),
                        note()})));
    all.push_back(
        begins(SpellKind::Visit,
               forAnybody(act("begin_visit", "rights", "VisitBegan",
                              {word("kind", {"lawyer", "guardian", "consul", "family", "other"}),
                               text("visitor", kNameMax, "visitor"),
                               optional(text("certificate", kNameMax, "visitor")),
                               optional(of(FieldKind::Room, "roomId")), note()}))));
    all.push_back(
        ends(SpellKind::Visit, forAnybody(act("end_visit", "rights", "VisitEnded", {note()}))));
}

/// Health, risk, checks, restraint (rules: ENTR-09 to 13, WAIT-04, 05, 07, INTL-05 to 07).
void addCare(std::vector<PlainAct>& all) {
    all.push_back(
        act("assess_risk", "care", "RiskAssessed",
            {word("occasion", {"admission", "change", "before_release"}),
             number("level", 1, 4),
             {"answers",
              FieldKind::Answers,
              true,
              {"self_harm_before", "suicide_thoughts", "violent", "escape_before", "withdrawal",
               "illness", "medicine_needed", "injury", "infectious", "pregnant", "cannot_be_alone"},
              0,
              0,
              "health"},
             optional(text("reason", 2000, "health"))}));
    all.push_back(act("make_check", "care", "CheckMade",
                      {words("phrases", {"calm", "asleep_breathing", "roused", "spoke", "upset",
                                         "unwell", "injured", "not_in_place"}),
                       optional(of(FieldKind::Room, "roomId")), healthNote()}));
    all.push_back(begins(SpellKind::Watch, act("begin_watch", "care", "WatchBegan",
                                               {of(FieldKind::Staff, "officer"), note()})));
    all.push_back(act("hand_over_watch", "care", "WatchHandedOver",
                      {of(FieldKind::Staff, "officer"), note()}));
    all.push_back(ends(SpellKind::Watch, act("end_watch", "care", "WatchEnded", {note()})));
    all.push_back(
        naming("medicalId", act("note_medical", "care", "MedicalNoted",
                                {word("kind", {"examination", "treatment", "ambulance",
                                               "fitness_for_questioning", "fitness_for_custody"}),
                                 word("result", {"fit", "not_fit", "treated", "open"}),
                                 optional(text("doctor", kNameMax, "visitor")), healthNote()})));
    all.push_back(act("map_injuries", "care", "InjuriesMapped",
                      {word("occasion", {"entry", "change", "exit"}), bodyMarks(),
                       flag("photographed"), healthNote()}));
    all.push_back(
        guardedBy(Step::Sober,
                  begins(SpellKind::Sobering,
                         act("begin_sobering", "care", "SoberingBegan",
                             {of(FieldKind::Staff, "guard"), word("restraint", kPowersOfRestraint),
                              optional(number("breathMg", 0, 600)),
                              optional(of(FieldKind::Room, "roomId")), healthNote()}))));
    all.push_back(ends(SpellKind::Sobering,
                       act("end_sobering", "care", "SoberingEnded",
                           {flag("sober"), optional(number("breathMg", 0, 600)), healthNote()})));
    all.push_back(guardedBy(
        Step::Restrain,
        begins(SpellKind::Restraint,
               act("apply_restraint", "care", "RestraintApplied",
                   {word("kind", {"handcuffs", "shackles", "police_rope", "strap", "chair"}),
                    word("reason", {"escape", "violence", "suicide", "self_harm", "other_danger"}),
                    note()}))));
    all.push_back(act("review_restraint", "care", "RestraintReviewed", {flag("goesOn"), note()}));
    all.push_back(
        ends(SpellKind::Restraint, act("remove_restraint", "care", "RestraintRemoved", {note()})));
    all.push_back(
        begins(SpellKind::Incident,
               forAnybody(act("report_incident", "care", "IncidentReported",
                              {word("kind", {"illness", "injury", "fall", "self_harm", "fight",
                                             "escape", "death", "fire", "other"}),
                               optional(of(FieldKind::Time, "inspectionToldUs")), healthNote()}))));
    all.push_back(
        ends(SpellKind::Incident,
             forAnybody(act("close_incident", "care", "IncidentClosed",
                            {optional(of(FieldKind::Time, "inspectionCameUs")), note()}))));
}

/// Bases, papers, reviews (rules: TIME-03, 11, 13 to 18, 21, ENTR-17, section 1).
void addLegal(std::vector<PlainAct>& all) {
    all.push_back(act(
        "serve_paper", "legal", "PaperServed",
        {word("kind", {"summons", "compelled_appearance", "detention_warrant", "detention_notice",
                       "continued_questioning_approval", "continued_questioning_notice",
                       "bail_decision", "residential_surveillance_decision", "penalty_decision",
                       "penalty_notice", "release_notice", "seizure_list", "other"}),
         word("signed",
              {"signed", "fingerprint", "signed_and_fingerprint", "refused", "not_needed"}),
         text("number", kNameMax, "paper"), note()}));
    all.push_back(forAnybody(
        act("file_paper", "legal", kStatutoryPaperFiled,
            {word("kind",
                  {"summons", "summons_extension", "compelled_appearance", "detention",
                   "detention_notice", "arrest", "arrest_notice", "bail",
                   "residential_surveillance", "release_notice", "continued_questioning_approval",
                   "continued_questioning_extension", "continued_questioning_notice",
                   "seizure_decision", "seizure_list", "penalty_decision", "outage_form", "other"}),
             text("number", kNameMax, "paper"), optional(text("issuedBy", kNameMax, "paper")),
             optional(of(FieldKind::Time, "issuedUs")), note()})));
    all.push_back(
        act("reset_clock", "legal", "ClockReset", {text("number", kNameMax, "paper"), note()}));
    all.push_back(guardedBy(
        Step::Identify,
        forAnybody(
            act("hold_identification", "legal", "IdentificationHeld",
                {word("kind", {"persons", "person_photos", "objects", "object_photos"}),
                 number("count", 1, 100), of(FieldKind::Staffs, "officers"), flag("recorded"),
                 flag("separately"), flag("shownBefore"), optional(of(FieldKind::Room, "roomId")),
                 text("witness", kNameMax, "visitor"), optional(text("result", 2000))}))));
    all.push_back(act("review_case_legally", "legal", "LegalReviewed",
                      {word("result", {"passed", "returned"}), optional(text("opinion", 2000))}));
    all.back().ability = Ability::ReviewLegality;
    all.push_back(act("hand_in_file", "legal", "FileHandedIn",
                      {word("to", {"case_management", "legal_unit"}),
                       optional(text("number", kNameMax, "paper")), note()}));
}

/// Things, equipment, ways out and back (rules: BELG-01 to 07, ENTR-02, EXIT-01, TIME-18).
void addMovement(std::vector<PlainAct>& all) {
    all.push_back(guardedBy(
        Step::LeaveForAWhile,
        begins(SpellKind::Absence,
               act("begin_absence", "movement", "AbsenceBegan",
                   {word("reason",
                         {"recover_goods", "identify_scene", "identify_body", "medical", "other"}),
                    of(FieldKind::Staffs, "escorts"), word("restraint", kPowersOfRestraint),
                    optional(of(FieldKind::Ref, "approvalId")), text("place"), note()}))));
    all.push_back(
        ends(SpellKind::Absence, act("end_absence", "movement", "AbsenceEnded", {note()})));
    all.push_back(act("move_belonging", "movement", "BelongingMoved",
                      {number("item", 1, 100),
                       word("action", {"taken_out", "put_back", "returned", "to_family", "seized",
                                       "goes_with_person"}),
                       of(FieldKind::Staff, "keeper"), flag("signedByPerson"),
                       optional(text("recipient", kNameMax, "visitor")), note()}));
    all.push_back(
        forAnybody(act("note_body_camera", "movement", "BodyCameraNoted",
                       {word("action", {"on", "returned"}), of(FieldKind::Label, "number"),
                        of(FieldKind::Staff, "officer")})));
    all.push_back(act("confirm_intake", "movement", "IntakeConfirmed",
                      {of(FieldKind::Time, "receivedUs"), flag("accepted"),
                       word("injuries", {"none", "as_listed", "different"}), optional(bodyMarks()),
                       optional(text("number", kNameMax, "paper")), healthNote()}));
}

std::vector<PlainAct> makeActs() {
    std::vector<PlainAct> all;
    addRights(all);
    addCare(all);
    addLegal(all);
    addMovement(all);
    for (PlainAct& each : all) {
        const bool byGuards = each.group == "care" || each.event == "PersonRequested" ||
                              each.event == "RequestAnswered" || each.event == "SupportArrived";
        if (byGuards && each.ability == Ability::LeadStay) each.ability = Ability::Care;
    }
    return all;
}

const std::unordered_map<std::string, const PlainAct*>& byEvent() {
    static const auto table = [] {
        std::unordered_map<std::string, const PlainAct*> made;
        for (const PlainAct& each : plainActs()) made.emplace(each.event, &each);
        return made;
    }();
    return table;
}

/// What only makes sense after the person has left the centre.
bool isAfterDeparture(const PlainAct& act) {
    return act.event == "IntakeConfirmed" || act.event == "FileHandedIn" ||
           act.event == "LegalReviewed" || act.event == kStatutoryPaperFiled;
}

}  // namespace

const std::vector<PlainAct>& plainActs() {
    static const std::vector<PlainAct> all = makeActs();
    return all;
}

const PlainAct* findPlainAct(const std::string& name) {
    for (const PlainAct& each : plainActs())
        if (each.name == name) return &each;
    return nullptr;
}

const PlainAct* plainActOfEvent(const std::string& type) {
    const auto it = byEvent().find(type);
    return it == byEvent().end() ? nullptr : it->second;
}

const std::vector<ActField>& correctableFields(const std::string& eventType) {
    static const std::vector<std::string> kBases = [] {
        std::vector<std::string> all;
        for (const auto& [kind, name] : Words<BasisKind>::all) all.emplace_back(name);
        return all;
    }();
    static const std::unordered_map<std::string, std::vector<ActField>> table{
        {kPersonArrived,
         {of(FieldKind::Time, "arrivalPaperUs"), word("basis", kBases), flag("oral"),
          of(FieldKind::Staffs, "broughtBy")}},
        {kBasisChanged, {word("basis", kBases)}},
        {kPersonRegistered,
         {of(FieldKind::Label, "wristband"),
          flag("rightsNoticeGiven"),
          {"groups", FieldKind::Answers, true, specialGroups(), 0, 0, "facts"}}},
        {kSafetyCheckCompleted,
         {of(FieldKind::Time, "startedUs"), flag("byDoctor"), flag("contraband")}},
        {kBelongingsListed,
         {of(FieldKind::Staff, "keeper"), of(FieldKind::Label, "locker"), flag("signedByPerson")}},
        {kPersonPlaced, {of(FieldKind::Room, "roomId")}},
        {kCareGiven, {word("kind", {"meal", "water", "toilet", "rest", "medicine", "check"})}},
        {kQuestioningEnded, {flag("transcriptSigned")}},
    };
    static const std::vector<ActField> kOnlyTime;
    if (const PlainAct* act = plainActOfEvent(eventType)) return act->fields;
    const auto it = table.find(eventType);
    return it == table.end() ? kOnlyTime : it->second;
}

std::optional<std::string> actRefusal(const Stay& stay, const PlainAct& act) {
    if (stay.departure && !isAfterDeparture(act)) return "step.after_departure";
    if (!stay.departure && act.event == "IntakeConfirmed") return "step.not_departed";
    if (act.heldOnly && !isHeld(stay.role)) return "step.not_for_role";
    const bool lasts = act.spell && stay.openSpell(*act.spell) != nullptr;
    if (act.effect == Effect::Begin && lasts) return "step.already_runs";
    if (act.effect == Effect::End && !lasts) return "step.does_not_run";
    if (act.event == "WatchHandedOver" && stay.openSpell(SpellKind::Watch) == nullptr)
        return "step.does_not_run";
    if (act.event == "RestraintReviewed" && stay.openSpell(SpellKind::Restraint) == nullptr)
        return "step.does_not_run";
    const bool leaves =
        act.event == "AbsenceBegan" || act.event == "VisitBegan" || act.event == "SoberingBegan";
    if (leaves && stay.openQuestioning() != nullptr) return "step.questioning_runs";
    return std::nullopt;
}

}  // namespace mingjing::domain
