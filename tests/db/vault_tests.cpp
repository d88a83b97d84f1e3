// SPDX-License-Identifier: Apache-2.0
// Keys and documents: never overwritten, erased lawfully and no further.
#include <boost/test/unit_test.hpp>

#include "tests/db/schema.h"

namespace mingjing::tests {

using app::SealedDocument;

namespace {

SealedDocument someDocument(const Uuid& key) {
    SealedDocument document;
    document.id = newId();
    document.kind = "identity";
    document.keyId = key;
    document.salt.fill(0x80);
    document.ciphertext = std::string("\0\x01\xff sealed", 10);
    document.createdUs = 12345;
    return document;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vault)

BOOST_AUTO_TEST_CASE(documents_come_back_as_they_were_by_their_key) {
    Centre& centre = sharedCentre();
    const Uuid key = newId();
    SealedDocument first = someDocument(key);
    SealedDocument second = someDocument(key);
    if (second.id < first.id) std::swap(first.id, second.id);
    second.ciphertext = std::string(1 << 20, '\xee');
    {
        const auto unit = begin(centre.database);
        must(unit->vault().putDocument(first));
        must(unit->vault().putDocument(second));
        must(unit->vault().putDocument(someDocument(newId())));
        commit(*unit);
    }

    const auto unit = begin(centre.database);
    const auto documents = must(unit->vault().documentsOfKey(key));

    BOOST_REQUIRE_EQUAL(documents.size(), 2U);
    BOOST_TEST((documents[0].id == first.id && documents[1].id == second.id));
    BOOST_TEST(documents[0].version == 1);
    BOOST_TEST(documents[0].kind == "identity");
    BOOST_TEST((documents[0].salt == first.salt));
    BOOST_TEST((*documents[0].ciphertext == *first.ciphertext));
    BOOST_TEST(documents[0].createdUs == 12345);
    BOOST_TEST((*documents[1].ciphertext == *second.ciphertext));
    BOOST_TEST(!must(unit->vault().readKey(newId())).has_value());
}

BOOST_AUTO_TEST_CASE(a_document_is_never_overwritten) {
    Centre& centre = sharedCentre();
    const SealedDocument document = someDocument(newId());
    const auto unit = begin(centre.database);
    must(unit->vault().putDocument(document));

    SealedDocument forged = document;
    forged.ciphertext = "forged";
    const auto again = unit->vault().putDocument(forged);

    BOOST_TEST(again.error().code == "db.duplicate");
    BOOST_TEST(again.error().params["key"] == "PRIMARY");
    BOOST_TEST(*must(unit->vault().documentsOfKey(document.keyId)).at(0).ciphertext ==
               *document.ciphertext);
}

BOOST_AUTO_TEST_CASE(an_erased_document_keeps_its_id_and_salt_and_nothing_else) {
    Centre& centre = sharedCentre();
    const SealedDocument document = someDocument(newId());
    const auto unit = begin(centre.database);
    must(unit->vault().putDocument(document));

    must(unit->vault().eraseDocument(document.id));
    const auto erased = must(unit->vault().documentsOfKey(document.keyId)).at(0);

    BOOST_TEST(!erased.ciphertext.has_value());
    BOOST_TEST((erased.salt == document.salt));
    BOOST_TEST((unit->vault().eraseDocument(newId()).error().kind == kernel::ErrorKind::NotFound));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
