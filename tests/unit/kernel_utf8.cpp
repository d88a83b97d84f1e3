// SPDX-License-Identifier: Apache-2.0
// Text as characters, also where it is broken.
#include <boost/test/unit_test.hpp>

#include "center/kernel/utf8.h"

namespace mingjing::tests {

using kernel::codePoints;

BOOST_AUTO_TEST_SUITE(kernel_utf8)

BOOST_AUTO_TEST_CASE(characters_of_every_length) {
    BOOST_TEST((codePoints("aé明𠮷") == U"a\u00e9\u660e\U00020bb7"));
    BOOST_TEST(codePoints("").empty());
}

BOOST_AUTO_TEST_CASE(what_belongs_to_no_character_is_replaced) {
    BOOST_TEST((codePoints("\xff"
                           "a") == U"\ufffd"
                                   U"a"));
    BOOST_TEST((codePoints("\xe6\x98") == U"\ufffd\ufffd"));
    BOOST_TEST((codePoints("\xc0\x80") == U"\ufffd\ufffd"));
    BOOST_TEST((codePoints("\xe6"
                           "ab") == U"\ufffd"
                                    U"ab"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
