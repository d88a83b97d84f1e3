// SPDX-License-Identifier: Apache-2.0
// What a bounded queue does when it is full, closed or empty.
#include <thread>

#include <boost/test/unit_test.hpp>

#include "center/kernel/bounded_queue.h"

namespace mingjing::tests {

using kernel::BoundedQueue;
using kernel::Overflow;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(kernel_queue)

BOOST_AUTO_TEST_CASE(reject_refuses_the_new_item) {
    BoundedQueue<int> queue(2, Overflow::Reject);
    BOOST_TEST(queue.push(1));
    BOOST_TEST(queue.push(2));
    BOOST_TEST(!queue.push(3));
    BOOST_TEST(queue.dropped() == 0U);
    BOOST_TEST(queue.pop(0ms).value() == 1);
    BOOST_TEST(queue.push(4));
    BOOST_TEST(queue.pop(0ms).value() == 2);
    BOOST_TEST(queue.pop(0ms).value() == 4);
    BOOST_TEST(!queue.pop(0ms).has_value());
}

BOOST_AUTO_TEST_CASE(drop_oldest_counts_what_went) {
    BoundedQueue<int> queue(2, Overflow::DropOldest);
    for (int i = 1; i <= 5; ++i) BOOST_TEST(queue.push(i));
    BOOST_TEST(queue.dropped() == 3U);
    BOOST_TEST(queue.size() == 2U);
    BOOST_TEST(queue.pop(0ms).value() == 4);
    BOOST_TEST(queue.pop(0ms).value() == 5);
}

BOOST_AUTO_TEST_CASE(block_loses_nothing) {
    BoundedQueue<int> queue(1, Overflow::Block);
    std::thread producer([&queue] {
        for (int i = 0; i < 100; ++i) queue.push(i);
        queue.close();
    });
    int expected = 0;
    while (const auto item = queue.pop(10s)) BOOST_TEST(*item == expected++);
    producer.join();
    BOOST_TEST(expected == 100);
    BOOST_TEST(queue.dropped() == 0U);
}

BOOST_AUTO_TEST_CASE(close_drains_and_refuses) {
    BoundedQueue<int> queue(2, Overflow::Block);
    queue.push(1);
    queue.close();
    BOOST_TEST(queue.closed());
    BOOST_TEST(!queue.push(2));
    BOOST_TEST(queue.pop(10s).value() == 1);
    BOOST_TEST(!queue.pop(10s).has_value());
}

BOOST_AUTO_TEST_CASE(close_frees_a_waiting_producer) {
    BoundedQueue<int> queue(1, Overflow::Block);
    queue.push(1);
    bool pushed = true;
    std::thread producer([&] { pushed = queue.push(2); });
    queue.close();
    producer.join();
    BOOST_TEST(!pushed);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace mingjing::tests
