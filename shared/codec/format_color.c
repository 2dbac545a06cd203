/* The colours of CSS: RFC 7986, section 5.9, has the names of CSS Color Module Level 3, section 4.3. */
#include "shared/codec/format.h"

#include "shared/base/must.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"aliceblue",
                                    "antiquewhite",
                                    "aqua",
                                    "aquamarine",
                                    "azure",
                                    "beige",
                                    "bisque",
                                    "black",
                                    "blanchedalmond",
                                    "blue",
                                    "blueviolet",
                                    "brown",
                                    "burlywood",
                                    "cadetblue",
                                    "chartreuse",
                                    "chocolate",
                                    "coral",
                                    "cornflowerblue",
                                    "cornsilk",
                                    "crimson",
                                    "cyan",
                                    "darkblue",
                                    "darkcyan",
                                    "darkgoldenrod",
                                    "darkgray",
                                    "darkgreen",
                                    "darkgrey",
                                    "darkkhaki",
                                    "darkmagenta",
                                    "darkolivegreen",
                                    "darkorange",
                                    "darkorchid",
                                    "darkred",
                                    "darksalmon",
                                    "darkseagreen",
                                    "darkslateblue",
                                    "darkslategray",
                                    "darkslategrey",
                                    "darkturquoise",
                                    "darkviolet",
                                    "deeppink",
                                    "deepskyblue",
                                    "dimgray",
                                    "dimgrey",
                                    "dodgerblue",
                                    "firebrick",
                                    "floralwhite",
                                    "forestgreen",
                                    "fuchsia",
                                    "gainsboro",
                                    "ghostwhite",
                                    "gold",
                                    "goldenrod",
                                    "gray",
                                    "green",
                                    "greenyellow",
                                    "grey",
                                    "honeydew",
                                    "hotpink",
                                    "indianred",
                                    "indigo",
                                    "ivory",
                                    "khaki",
                                    "lavender",
                                    "lavenderblush",
                                    "lawngreen",
                                    "lemonchiffon",
                                    "lightblue",
                                    "lightcoral",
                                    "lightcyan",
                                    "lightgoldenrodyellow",
                                    "lightgray",
                                    "lightgreen",
                                    "lightgrey",
                                    "lightpink",
                                    "lightsalmon",
                                    "lightseagreen",
                                    "lightskyblue",
                                    "lightslategray",
                                    "lightslategrey",
                                    "lightsteelblue",
                                    "lightyellow",
                                    "lime",
                                    "limegreen",
                                    "linen",
                                    "magenta",
                                    "maroon",
                                    "mediumaquamarine",
                                    "mediumblue",
                                    "mediumorchid",
                                    "mediumpurple",
                                    "mediumseagreen",
                                    "mediumslateblue",
                                    "mediumspringgreen",
                                    "mediumturquoise",
                                    "mediumvioletred",
                                    "midnightblue",
                                    "mintcream",
                                    "mistyrose",
                                    "moccasin",
                                    "navajowhite",
                                    "navy",
                                    "oldlace",
                                    "olive",
                                    "olivedrab",
                                    "orange",
                                    "orangered",
                                    "orchid",
                                    "palegoldenrod",
                                    "palegreen",
                                    "paleturquoise",
                                    "palevioletred",
                                    "papayawhip",
                                    "peachpuff",
                                    "peru",
                                    "pink",
                                    "plum",
                                    "powderblue",
                                    "purple",
                                    "red",
                                    "rosybrown",
                                    "royalblue",
                                    "saddlebrown",
                                    "salmon",
                                    "sandybrown",
                                    "seagreen",
                                    "seashell",
                                    "sienna",
                                    "silver",
                                    "skyblue",
                                    "slateblue",
                                    "slategray",
                                    "slategrey",
                                    "snow",
                                    "springgreen",
                                    "steelblue",
                                    "tan",
                                    "teal",
                                    "thistle",
                                    "tomato",
                                    "turquoise",
                                    "violet",
                                    "wheat",
                                    "white",
                                    "whitesmoke",
                                    "yellow",
                                    "yellowgreen"};

struct span_of {
    const char *text;
    size_t len;
};

static int
compare_name(const void *key, const void *member)
{
    const struct span_of *sought = key;
    const char *name = *(const char *const *)member;
    size_t len = strlen(name);
    int order = memcmp(sought->text, name, len < sought->len ? len : sought->len);

    return order != 0 ? order : (sought->len > len) - (sought->len < len);
}

static bool
is_hex(const char *text, size_t len)
{
    size_t n = 1;

    while (n < len && strchr("0123456789ABCDEFabcdef", text[n]) != NULL && text[n] != '\0')
        n++;
    return len == strlen("#rrggbb") && text[0] == '#' && n == len;
}

const char *
format_color(const char *text, size_t len)
{
    const struct span_of sought = {text, len};

    if (is_hex(text, len) || bsearch(&sought, names, ARRAY_LEN(names), sizeof *names, compare_name))
        return NULL;
    return "must be a color such as #0b8043, or the name of one in CSS 3 such as steelblue";
}
