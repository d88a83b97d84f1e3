// SPDX-License-Identifier: Apache-2.0
// The HTTP suite: real servers on loopback, raw bytes from outside.
#define BOOST_TEST_MODULE http
#include <boost/test/unit_test.hpp>
