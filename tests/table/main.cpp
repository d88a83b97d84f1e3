// SPDX-License-Identifier: Apache-2.0
// The table suite.
#define BOOST_TEST_MODULE table
#include <boost/test/unit_test.hpp>
