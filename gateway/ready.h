/*
 * ready - can this gateway serve, and how are the parts behind it?
 *
 * The parts, and what is said of each beside "up":
 *
 *     bus                   away   this process is not connected to it
 *     bus.events, bus.feed  away   the stream does not answer, or is not there
 *     cache                 away   Redis does not answer
 *     <service>             away   it does not answer
 *     <service>.database    away   it does not reach it
 *     <service>.relay       late   a change has waited ten seconds to be announced
 *     disk                  low    less than 64 MiB are free on one of ALMANAC_DISKS
 *
 * A round asks every service for its health, JetStream for its streams and Redis for a PONG, which
 * have half a second to answer.  Requests that come during a round wait for its end, and its result
 * serves for another quarter of a second; without requests there are no rounds.
 *
 * Only what keeps this process from serving at all makes it "not ready" (503): while a service is
 * away its own routes are answered 503, and while the streams are, feeds alone.  Whatever else is
 * not up makes it "degraded".
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_READY_H
#define GATEWAY_READY_H

#include "gateway/http/exchange.h"

struct ready *ready_new(struct gateway *gateway);
void ready_answer(struct exchange *x);

#endif
