// SPDX-License-Identifier: Apache-2.0
// The suite of the video parts.
#define BOOST_TEST_MODULE video
#include <boost/test/unit_test.hpp>
