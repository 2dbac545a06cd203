/* Made by tools/gen from schemas/openapi. Do not edit. */
#ifndef GEN_BUS_ACL_H
#define GEN_BUS_ACL_H

/* X(process, subject): the process may ask on the subject. */
#define BUS_MAY_ASK(X) \
    X("gateway", "svc.contact.list") \
    X("gateway", "svc.contact.create") \
    X("gateway", "svc.contact.get") \
    X("gateway", "svc.contact.replace") \
    X("gateway", "svc.contact.patch") \
    X("gateway", "svc.contact.delete") \
    X("gateway", "svc.contact.health")

/* X(service, process): the service answers the process's asks, into its inbox. */
#define BUS_ANSWERS(X) \
    X("contact", "gateway")

/* X(service): every service. */
#define BUS_SERVICES(X) \
    X("contact")

#endif
