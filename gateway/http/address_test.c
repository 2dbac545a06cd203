#include "gateway/http/address.h"
#include "shared/base/bytes.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

#include <arpa/inet.h>
#include <string.h>

static const struct {
    const char *name, *hops, *peer, *forwarded, *want;
} clients[] = {
    {"nobody is trusted", "", "192.0.2.1", "203.0.113.7", "192.0.2.1"},
    {"nothing was forwarded", "1", "192.0.2.1", "", "192.0.2.1"},
    {"one hop by number", "1", "192.0.2.1", "203.0.113.7", "203.0.113.7"},
    {"what the client wrote itself does not count", "1", "192.0.2.1", "10.0.0.1, 203.0.113.7",
     "203.0.113.7"},
    {"two hops by number", "2", "192.0.2.1", "1.1.1.1,203.0.113.7 , 198.51.100.2", "203.0.113.7"},
    {"fewer elements than hops", "3", "192.0.2.1", "203.0.113.7", "203.0.113.7"},
    {"a hop by its network", "192.0.2.0/24", "192.0.2.1", "203.0.113.7", "203.0.113.7"},
    {"a stranger's word", "192.0.2.0/24", "198.51.100.2", "203.0.113.7", "198.51.100.2"},
    {"hops by their networks", "192.0.2.0/24,10.0.0.0/8", "192.0.2.1",
     "1.1.1.1, 203.0.113.7, 10.2.3.4", "203.0.113.7"},
    {"every element is a hop", "10.0.0.0/8", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"},
    {"rubbish ends the walk", "2", "192.0.2.1", "203.0.113.7, unknown", "192.0.2.1"},
    {"an empty element ends the walk", "2", "192.0.2.1", "203.0.113.7,", "192.0.2.1"},
    {"with a port", "1", "192.0.2.1", "203.0.113.7:4711", "203.0.113.7"},
    {"IPv6", "fd00::/8", "fd00::1", "2001:db8::7", "2001:db8::7"},
    {"IPv6 with a port", "::1", "::1", "[2001:db8::7]:80", "2001:db8::7"},
    {"IPv6 beside the network", "fd00::/8", "fe00::1", "2001:db8::7", "fe00::1"},
    {"IPv4 in IPv6", "192.0.2.0/31", "::ffff:192.0.2.1", "203.0.113.7", "203.0.113.7"},
    {"a bit outside", "192.0.2.0/31", "192.0.2.2", "203.0.113.7", "192.0.2.2"},
};

static void
a_client_is_where_trusted_hops_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(clients); i++) {
        struct trusted_hops hops;
        struct address peer;
        char text[ADDRESS_TEXT];

        CHECK(clients[i].name, trusted_hops_parse(clients[i].hops, &hops));
        CHECK(clients[i].name, address_parse(bytes_of(clients[i].peer), &peer));
        address_format(address_of_client(&hops, peer, bytes_of(clients[i].forwarded)), text);
        CHECK(clients[i].name, strcmp(text, clients[i].want) == 0);
    }
}

static void
bad_settings_are_refused(void **state)
{
    static const char *const bad[] = {"x",        "17",          "-1",        "1.2.3.4/33",
                                      "::/129",   "1.2.3.4/",    "1.2.3",     "1.2.3.4,",
                                      ",1.2.3.4", "1.2.3.4/8/8", "10.0.0.0/x"};
    struct trusted_hops hops;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        CHECK(bad[i], !trusted_hops_parse(bad[i], &hops));
}

static void
a_place_is_an_address_or_a_network_of_64_bits(void **state)
{
    struct address a, b;

    (void)state;
    assert_true(address_parse(bytes_of("2001:db8::1"), &a));
    assert_true(address_parse(bytes_of("2001:db8::2"), &b));
    assert_true(address_equal(address_network(a), address_network(b)));
    assert_true(address_parse(bytes_of("192.0.2.1"), &a) &&
                address_parse(bytes_of("192.0.2.2"), &b));
    assert_false(address_equal(address_network(a), address_network(b)));
}

static void
a_peer_without_an_address_is_unknown(void **state)
{
    const struct sockaddr local = {.sa_family = AF_UNIX};
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char text[ADDRESS_TEXT];

    (void)state;
    assert_true(address_equal(address_of_peer(&local), (struct address){{0}}));
    address_format(address_of_peer((const struct sockaddr *)&v4), text);
    assert_string_equal(text, "127.0.0.1");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_client_is_where_trusted_hops_say),
        cmocka_unit_test(bad_settings_are_refused),
        cmocka_unit_test(a_place_is_an_address_or_a_network_of_64_bits),
        cmocka_unit_test(a_peer_without_an_address_is_unknown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
