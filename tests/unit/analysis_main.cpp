// SPDX-License-Identifier: Apache-2.0
// Entry point of the analysis suite.
#define BOOST_TEST_MODULE analysis
#include <boost/test/unit_test.hpp>
