#include "shared/outbound/network.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

/* The edges of each range of IANA's registries, their neighbours, and every way to write them into
 * IPv6. */
static const struct {
    const char *address;
    bool may;
} cases[] = {
    {"0.0.0.0", false},
    {"0.255.255.255", false},
    {"1.0.0.0", true},
    {"9.255.255.255", true},
    {"10.0.0.0", false},
    {"10.255.255.255", false},
    {"11.0.0.0", true},
    {"100.63.255.255", true},
    {"100.64.0.0", false},
    {"100.127.255.255", false},
    {"100.128.0.0", true},
    {"126.255.255.255", true},
    {"127.0.0.1", false},
    {"127.255.255.255", false},
    {"128.0.0.0", true},
    {"169.253.255.255", true},
    {"169.254.0.0", false},
    {"169.254.169.254", false},
    {"169.255.0.0", true},
    {"172.15.255.255", true},
    {"172.16.0.0", false},
    {"172.31.255.255", false},
    {"172.32.0.0", true},
    {"191.255.255.255", true},
    {"192.0.0.0", false},
    {"192.0.0.255", false},
    {"192.0.1.0", true},
    {"192.0.2.1", false},
    {"192.0.3.0", true},
    {"192.88.98.255", true},
    {"192.88.99.1", false},
    {"192.88.100.0", true},
    {"192.167.255.255", true},
    {"192.168.0.0", false},
    {"192.168.255.255", false},
    {"192.169.0.0", true},
    {"198.17.255.255", true},
    {"198.18.0.0", false},
    {"198.19.255.255", false},
    {"198.20.0.0", true},
    {"198.51.99.255", true},
    {"198.51.100.1", false},
    {"198.51.101.0", true},
    {"203.0.112.255", true},
    {"203.0.113.1", false},
    {"203.0.114.0", true},
    {"223.255.255.255", true},
    {"224.0.0.1", false},
    {"239.255.255.255", false},
    {"240.0.0.0", false},
    {"255.255.255.254", false},
    {"255.255.255.255", false},
    {"8.8.8.8", true},
    {"::", false},
    {"::1", false},
    {"::2", false},
    {"1fff:ffff::1", false},
    {"2000::1", true},
    {"2606:4700::1111", true},
    {"3ffe::1", true},
    {"3fff:0fff::1", false},
    {"3fff:1000::1", true},
    {"4000::1", false},
    {"5f00::1", false},
    {"100::1", false},
    {"2001::1", false},
    {"2001:0:0808:0808::f7f7:f7f7", false}, /* Teredo */
    {"2001:0:4136:e378:8000:63bf:f5ff:fffe", false},
    {"2001:2::1", false},
    {"2001:10::1", false},
    {"2001:20::1", false},
    {"2001:1ff:ffff::1", false},
    {"2001:200::1", true},
    {"2001:db7:ffff::1", true},
    {"2001:db8::1", false},
    {"2001:db9::1", true},
    {"fbff::1", false},
    {"fc00::1", false},
    {"fdff:ffff::1", false},
    {"fe80::1", false},
    {"fe80::5efe:8.8.8.8", false},
    {"febf::1", false},
    {"fec0::1", false},
    {"ff02::1", false},
    {"ff0e::1", false},
    {"::ffff:8.8.8.8", true}, /* IPv4-mapped: the system connects to that address */
    {"::ffff:10.0.0.1", false},
    {"::ffff:127.0.0.1", false},
    {"::ffff:169.254.169.254", false},
    {"::ffff:0.0.0.0", false},
    {"::8.8.8.8", false}, /* IPv4-compatible */
    {"::10.0.0.1", false},
    {"::127.0.0.1", false},
    {"::ffff:0:8.8.8.8", false}, /* IPv4-translated */
    {"::ffff:0:10.0.0.1", false},
    {"64:ff9b::8.8.8.8", true}, /* NAT64 */
    {"64:ff9b::10.0.0.1", false},
    {"64:ff9b::127.0.0.1", false},
    {"64:ff9b::169.254.169.254", false},
    {"64:ff9b::224.0.0.1", false},
    {"64:ff9b:0:0:1::8.8.8.8", false},
    {"64:ff9b:1::8.8.8.8", false},
    {"64:ff9b:1:0a00:0:100::", false},
    {"64:ff9b:1:fffe::10.0.0.1", false},
    {"64:ff9b:2::8.8.8.8", false},
    {"2002:808:808::1", true}, /* 6to4 */
    {"2002:a00:1::1", false},
    {"2002:7f00:1::1", false},
    {"2002:a9fe:a9fe::1", false},
    {"2002:c0a8:101::1", false},
    {"2002:c058:6301::", false},
    {"2002:e000:1::1", false},
    {"2606:4700::5efe:10.0.0.1", false}, /* ISATAP */
    {"2606:4700::200:5efe:10.0.0.1", false},
    {"2606:4700::200:5efe:8.8.8.8", true},
    {"2606:4700::5eff:10.0.0.1", true},
};

static bool
judge(const char *address, const struct networks *allowed)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    bool is_address, may = network_may_reach_text(address, allowed, &is_address), same;

    CHECK(address, is_address);
    if (inet_pton(AF_INET, address, &v4.sin_addr) == 1) {
        same = network_may_reach((const struct sockaddr *)&v4, allowed) == may;
    } else {
        CHECK(address, inet_pton(AF_INET6, address, &v6.sin6_addr) == 1);
        same = network_may_reach((const struct sockaddr *)&v6, allowed) == may;
    }
    CHECK(address, same);
    return may;
}

static void
only_public_addresses_may_be_reached(void **state)
{
    const struct networks none = {.count = 0};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        CHECK(cases[i].address, judge(cases[i].address, &none) == cases[i].may);
}

static void
no_other_kind_of_address_may_be_reached(void **state)
{
    const struct sockaddr_un local = {.sun_family = AF_UNIX, .sun_path = "/run/secret"};
    struct networks all;
    bool is_address;

    (void)state;
    assert_true(networks_parse("0.0.0.0/0,::/0", &all));
    assert_false(network_may_reach((const struct sockaddr *)&local, &all));
    assert_false(network_may_reach_text("localhost", &all, &is_address));
    assert_false(is_address);
}

static const struct {
    const char *allowed, *address;
    bool may;
} permitted[] = {
    {"10.0.0.0/8", "10.1.2.3", true},
    {"10.0.0.0/8", "11.0.0.1", true},
    {"10.0.0.0/8", "127.0.0.1", false},
    {"10.0.0.0/9", "10.127.255.255", true},
    {"10.0.0.0/9", "10.128.0.0", false},
    {"10.0.0.0/8", "::ffff:10.1.2.3", true},
    {"10.0.0.0/8", "64:ff9b::10.1.2.3", true},
    {"10.0.0.0/8", "2002:a01:203::1", true},
    {"10.0.0.0/8", "::10.1.2.3", false},
    {"127.0.0.1", "127.0.0.1", true},
    {"127.0.0.1", "127.0.0.2", false},
    {"::1", "::1", true},
    {"::1", "::2", false},
    {"::1", "127.0.0.1", false},
    {"fd00::/8, 192.168.1.0/24", "fd12::1", true},
    {"fd00::/8, 192.168.1.0/24", "192.168.1.255", true},
    {"fd00::/8, 192.168.1.0/24", "192.168.2.0", false},
    {"64:ff9b:1::/48", "64:ff9b:1::8.8.8.8", true},
    {"::/0", "fe80::1", true},
    {"::/0", "10.0.0.1", false},
    {"::/0", "::ffff:10.0.0.1", false},
    {"0.0.0.0/0", "10.0.0.1", true},
    {"0.0.0.0/0", "fe80::1", false},
    {"::ffff:0:0/96", "10.0.0.1", true},
};

static void
an_installation_permits_networks(void **state)
{
    struct networks allowed;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(permitted); i++) {
        CHECK(permitted[i].allowed, networks_parse(permitted[i].allowed, &allowed));
        CHECK(permitted[i].address, judge(permitted[i].address, &allowed) == permitted[i].may);
    }
}

static const struct {
    const char *text;
    int count; /* -1: refused */
} texts[] = {
    {"", 0},
    {"  ", 0},
    {"10.0.0.0/8", 1},
    {" 10.0.0.0/8 ,\t::1 ", 2},
    {"0.0.0.0/0", 1},
    {"1.2.3.4/32", 1},
    {"::/0", 1},
    {"::1/128", 1},
    {"1.2.3.4/33", -1},
    {"::1/129", -1},
    {"1.2.3.4/-1", -1},
    {"1.2.3.4/", -1},
    {"1.2.3.4/8", -1}, /* bits behind the network's own */
    {"10.0.0.1/31", -1},
    {"fd00::1/8", -1},
    {"10.0.0.0/8/8", -1},
    {"10/8", -1},
    {"010.0.0.0/8", -1},
    {"0x0a000000/8", -1},
    {"10.0.0.0/ 8", -1},
    {"10.0.0.0 /8", -1},
    {",", -1},
    {"10.0.0.0/8,", -1},
    {",10.0.0.0/8", -1},
    {"10.0.0.0/8,,::1", -1},
    {"10.0.0.0/8 ::1", -1},
    {"fe80::1%lo", -1},
    {"localhost", -1},
    {"[::1]", -1},
    {"10.0.0.0/8;::1", -1},
};

static void
settings_are_read_or_refused(void **state)
{
    struct networks out;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        out.count = 77;
        CHECK(texts[i].text, networks_parse(texts[i].text, &out) == (texts[i].count >= 0));
        CHECK(texts[i].text, out.count == (texts[i].count < 0 ? 77 : (size_t)texts[i].count));
    }
}

static void
as_many_networks_as_the_limit(void **state)
{
    char text[NETWORKS_MAX * 16 + 32] = "10.0.0.0/8";
    struct networks out;

    (void)state;
    for (int i = 1; i < NETWORKS_MAX; i++)
        strcat(text, ",10.0.0.0/8");
    assert_true(networks_parse(text, &out));
    assert_int_equal(out.count, NETWORKS_MAX);
    strcat(text, ",10.0.0.0/8");
    assert_false(networks_parse(text, &out));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_public_addresses_may_be_reached),
        cmocka_unit_test(no_other_kind_of_address_may_be_reached),
        cmocka_unit_test(an_installation_permits_networks),
        cmocka_unit_test(settings_are_read_or_refused),
        cmocka_unit_test(as_many_networks_as_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
