// SPDX-License-Identifier: Apache-2.0
// Blank forms as streams of their batches.
#include "center/app/blank_forms.h"

#include <algorithm>

#include <fmt/format.h>

#include "center/app/event_making.h"
#include "center/app/stay_desk.h"
#include "center/domain/json_read.h"
#include "center/kernel/clock.h"
#include "center/kernel/crypto.h"

namespace mingjing::app {

using domain::NewEvent;

namespace {

StreamRef batchStream(const Uuid& batch) {
    return {domain::kBlankFormStream, batch};
}

/// K20261129-001: said aloud and written by hand, so the day stands in it.
Result<std::string> nextFormNumber(CommandTransaction& transaction) {
    const std::string day = kernel::beijingDate(transaction.nowUs());
    // The counter of stays counts for forms under a day of their own.
    MJ_ASSIGN(const int next, transaction.unit().stays().nextNumber("K" + day.substr(2)));
    return fmt::format("K{}-{:03}", day, next);
}

Result<BlankFormRow> openForm(UnitOfWork& unit, const Uuid& id) {
    MJ_ASSIGN(const auto row, unit.blankForms().find(id));
    if (!row) return Error::of(ErrorKind::NotFound, "blank_form.not_found");
    if (row->state != "blank") return Error::of(ErrorKind::Precondition, "blank_form.settled");
    return *row;
}

Status settleForm(CommandTransaction& transaction, BlankFormRow row,
                  const AccountForBlankForm& command) {
    NewEvent event =
        eventOf(domain::kBlankFormSettled, transaction.nowUs(),
                {{"formId", row.id.text()}, {"number", row.number}, {"outcome", command.outcome}});
    if (!command.stayId.isNil()) event.body["stayId"] = command.stayId.text();
    sealText(event, "reason", "reason", command.reason);
    MJ_TRY(
        transaction.append(batchStream(row.batchId), std::move(event), {row.batchId, row.batchId}));
    row.state = command.outcome;
    row.settledUs = transaction.nowUs();
    row.settledBy = transaction.actor().id();
    if (!command.stayId.isNil()) row.stayId = command.stayId;
    return transaction.unit().blankForms().put(row);
}

}  // namespace

Result<Json> numberBlankForms(CommandBus& bus, const Actor& actor, const CommandKey& key, int count,
                              const std::string& language) {
    return bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        const Uuid batch = Uuid::make(transaction.nowUs());
        MJ_TRY(transaction.lock({batchStream(batch)}));
        MJ_TRY(transaction.vault().makeKey(unit, batch, transaction.nowUs()));
        Json numbers = Json::array();
        for (int i = 0; i < count; ++i) {
            BlankFormRow row;
            row.id = Uuid::make(transaction.nowUs());
            row.batchId = batch;
            MJ_ASSIGN(row.number, nextFormNumber(transaction));
            row.printedUs = transaction.nowUs();
            row.printedBy = actor.id();
            MJ_TRY(unit.blankForms().put(row));
            numbers.push_back(row.number);
        }
        MJ_TRY(transaction.append(batchStream(batch),
                                  eventOf(domain::kBlankFormsPrinted, transaction.nowUs(),
                                          {{"language", language}, {"numbers", numbers}})));
        return Json{{"batchId", batch.text()}, {"numbers", numbers}};
    });
}

Result<BlankFormBatch> openBlankForms(CommandBus& bus, const Actor& actor, const Uuid& batch) {
    BlankFormBatch opened;
    // Each opening is one of its own; nothing repeats it.
    const CommandKey key{Uuid::make(0), kernel::sha256(batch.bytes())};
    const auto done = bus.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        opened = {};
        MJ_ASSIGN(const auto rows, transaction.unit().blankForms().ofBatch(batch));
        if (rows.empty()) return Error::of(ErrorKind::NotFound, "blank_form.not_found");
        for (const BlankFormRow& row : rows) opened.numbers.push_back(row.number);
        MJ_TRY(transaction.lock({batchStream(batch)}));
        MJ_ASSIGN(const auto events, transaction.unit().timeline().read(batchStream(batch)));
        for (const auto& [envelope, hash] : events) {
            if (envelope.type == domain::kBlankFormsOpened) ++opened.copy;
            if (envelope.type != domain::kBlankFormsPrinted) continue;
            MJ_ASSIGN(const Json body, kernel::parseJson(envelope.body));
            opened.language = body.value("language", "zh");
        }
        MJ_TRY(transaction.append(
            batchStream(batch),
            eventOf(domain::kBlankFormsOpened, transaction.nowUs(), {{"copy", opened.copy}})));
        return Json::object();
    });
    if (!done.ok()) return done.error();
    return opened;
}

Result<std::map<Uuid, std::string>> blankFormReasons(UnitOfWork& unit, Vault& vault,
                                                     const Uuid& batch) {
    MJ_ASSIGN(const auto raw, unit.timeline().read(batchStream(batch)));
    MJ_ASSIGN(const auto documents, vault.openAll(unit, batch));
    std::map<Uuid, std::string> reasons;
    for (const auto& [envelope, hash] : raw) {
        if (envelope.type != domain::kBlankFormSettled) continue;
        MJ_ASSIGN(const auto event, recordedOf(envelope, hash, documents));
        if (const auto reason = event.disclosed.find("reason"); reason != event.disclosed.end())
            reasons[domain::readUuid(event.body, "formId")] = reason->second.value("text", "");
    }
    return reasons;
}

Result<Json> StayDesk::accountForBlankForm(const Actor& actor, const CommandKey& key,
                                           const AccountForBlankForm& command) {
    return bus_.run(actor, key, [&](CommandTransaction& transaction) -> Result<Json> {
        UnitOfWork& unit = transaction.unit();
        MJ_ASSIGN(const auto known, unit.blankForms().find(command.formId));
        if (!known) return Error::of(ErrorKind::NotFound, "blank_form.not_found");
        const StreamRef batch = batchStream(known->batchId);
        if (command.outcome != "used") {
            MJ_TRY(transaction.lock({batch}));
            MJ_ASSIGN(const BlankFormRow row, openForm(unit, command.formId));
            MJ_TRY(settleForm(transaction, row, command));
            return transaction.receipt(row.id, batch);
        }
        Json scan;
        Act request;
        request.stayId = command.stayId;
        request.mode = modeAt(std::nullopt);
        request.aboutNow = true;
        request.also = {batch};
        request.first = [&](CommandTransaction& inner, const Scene&) -> Status {
            MJ_ASSIGN(const BlankFormRow row, openForm(inner.unit(), command.formId));
            MJ_TRY(settleForm(inner, row, command));
            MJ_ASSIGN(scan, keepFile(inner, "scan", command.scan.bytes));
            return {};
        };
        request.make = [&](const Scene& scene) -> Result<std::vector<NewEvent>> {
            NewEvent filed = eventOf(
                domain::kStatutoryPaperFiled, scene.happenedUs,
                {{"kind", "outage_form"}, {"mediaType", command.scan.mediaType}, {"scan", scan}});
            sealText(filed, "number", "paper", known->number);
            return std::vector{filed};
        };
        return perform(transaction, request);
    });
}

}  // namespace mingjing::app
