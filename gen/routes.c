/* Made by tools/gen from schemas/openapi. Do not edit. */
#include "gen/routes.h"

#include <stddef.h>

static const struct route_segment contact_list_segments[] = {
    {"contacts", NULL, false},
};
static const struct route_segment contact_create_segments[] = {
    {"contacts", NULL, false},
};
static const struct route_segment contact_get_segments[] = {
    {"contacts", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment contact_replace_segments[] = {
    {"contacts", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment contact_patch_segments[] = {
    {"contacts", NULL, false},
    {NULL, "id", true},
};
static const struct route_segment contact_delete_segments[] = {
    {"contacts", NULL, false},
    {NULL, "id", true},
};

const struct route routes[] = {
    {"GET", "/contacts", contact_list_segments, 1,
     "contact.list", "contact", "svc.contact.list", AUTH_KEY, "contacts:read", 5000,
     200, BODY_NONE, false, false, false},
    {"POST", "/contacts", contact_create_segments, 1,
     "contact.create", "contact", "svc.contact.create", AUTH_KEY, "contacts:write", 5000,
     201, BODY_JSON, true, true, true},
    {"GET", "/contacts/{id}", contact_get_segments, 2,
     "contact.get", "contact", "svc.contact.get", AUTH_KEY, "contacts:read", 5000,
     200, BODY_NONE, false, false, true},
    {"PUT", "/contacts/{id}", contact_replace_segments, 2,
     "contact.replace", "contact", "svc.contact.replace", AUTH_KEY, "contacts:write", 5000,
     200, BODY_JSON, true, false, true},
    {"PATCH", "/contacts/{id}", contact_patch_segments, 2,
     "contact.patch", "contact", "svc.contact.patch", AUTH_KEY, "contacts:write", 5000,
     200, BODY_MERGE_PATCH, true, false, true},
    {"DELETE", "/contacts/{id}", contact_delete_segments, 2,
     "contact.delete", "contact", "svc.contact.delete", AUTH_KEY, "contacts:write", 5000,
     204, BODY_NONE, false, false, false},
};
const unsigned route_count = 6;

const char *const route_services[] = {
    "contact",
};
const unsigned route_service_count = 1;
