// SPDX-License-Identifier: Apache-2.0
// The unit suite.
#define BOOST_TEST_MODULE unit
#include <boost/test/unit_test.hpp>
