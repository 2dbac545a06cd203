/* Made by tools/gen from services/event/event.sql. Do not edit. */
/* clang-format off */
#include "gen/event/sql.h"

#include <stddef.h>

static const struct sql_param event_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_page, user_id), -1},
    {SQL_BOOL, -1, offsetof(struct sql_event_page, some), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_event_page, calendar_ids), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_page, after_time), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_page, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_event_page, rows), -1},
};
static const struct sql_column event_page_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement event_page_statement = {
    .name = "event_page",
    .text = "WITH seen AS MATERIALIZED ( "
        "SELECT calendar_id, role <> 'viewer' AS sees_all FROM calendar_access "
        "WHERE user_id = $1 AND role <> '' AND (NOT $2::boolean OR calendar_id = ANY ($3::uuid[])) "
        ") "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", seen.sees_all "
        "FROM seen CROSS JOIN LATERAL ( "
        "SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND series_id IS NULL "
        "AND (start_time, id) > ($4, $5) "
        "ORDER BY start_time, id LIMIT $6 "
        ") AS e "
        "ORDER BY e.start_time, e.id "
        "LIMIT $6",
    .params = event_page_params,
    .param_count = 6,
    .columns = event_page_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_event_page(struct request *rq, const struct sql_event_page *q, struct sql_stored **rows, size_t *count)
{
    return db_many(rq, &event_page_statement, q, rows, count);
}

static const struct sql_param event_found_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_found, user_id), -1},
    {SQL_BOOL, -1, offsetof(struct sql_event_found, some), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_event_found, calendar_ids), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_found, series_from), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_found, series_until), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_found, parts), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_found, series_parts), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_found, changed_parts), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_found, after_time), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_found, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_event_found, rows), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_event_found, after_wall), -1},
};
static const struct sql_column event_found_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement event_found_statement = {
    .name = "event_found",
    .text = "WITH seen AS MATERIALIZED ( "
        "SELECT calendar_id, role <> 'viewer' AS sees_all FROM calendar_access "
        "WHERE user_id = $1 AND role <> '' AND (NOT $2::boolean OR calendar_id = ANY ($3::uuid[])) "
        "), attended AS MATERIALIZED ( "
        "SELECT e.* "
        "FROM ( "
        "SELECT event_id FROM event_attendees "
        "WHERE (SELECT bool_or(NOT sees_all) FROM seen) "
        "AND user_id = $1 AND (user_id IS NOT NULL AND live AND hides) IS TRUE "
        "AND reach && tstzrange($4, $5) "
        "OFFSET 0 "
        ") AS a CROSS JOIN LATERAL ( "
        "SELECT * FROM events "
        "WHERE id = a.event_id AND (calendar_id = ANY (ARRAY(SELECT calendar_id FROM seen WHERE NOT sees_all))) IS TRUE "
        "OFFSET 0 "
        ") AS e "
        "), "
        "hidden AS MATERIALIZED ( "
        "SELECT * FROM attended WHERE visibility <> 'public' "
        "UNION ALL "
        "SELECT o.* FROM attended CROSS JOIN LATERAL ( "
        "SELECT * FROM events WHERE series_id = attended.id AND deleted_at IS NULL OFFSET 0 "
        ") AS o "
        "WHERE attended.overridden <> '{}' AND o.visibility <> 'public' "
        "), looked AS MATERIALIZED ( "
        "SELECT calendar_id, sees_all, terms_query(calendar_id, sees_all, $6) AS query, "
        "terms_query(calendar_id, sees_all, $7) AS series_query, "
        "terms_query(calendar_id, sees_all, $8) AS changed_query, "
        "greatest(1, 300 / count(*) OVER ()) AS share "
        "FROM seen "
        "), "
        "probe AS MATERIALIZED ( "
        "SELECT count(*) AS walked, count(*) FILTER (WHERE p.hit) AS hits, (SELECT count(*) FROM looked) AS calendars "
        "FROM looked CROSS JOIN LATERAL ( "
        "SELECT terms @@ looked.query AS hit FROM events "
        "WHERE calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_id IS NULL "
        "AND (start_time, id) > ($9, $10) "
        "ORDER BY start_time, id LIMIT looked.share "
        ") AS p "
        "), walk AS MATERIALIZED ( "
        "SELECT CASE WHEN hits * 33 >= walked "
        "THEN least(3000 / greatest(calendars, 1), 450 * $11::bigint / greatest(hits, 1)) + 1 ELSE 0 END AS most "
        "FROM probe "
        "), "
        "walked AS MATERIALIZED ( "
        "SELECT w.* FROM walk, looked CROSS JOIN LATERAL ( "
        "SELECT looked.calendar_id, looked.sees_all, id, start_time FROM ( "
        "SELECT id, start_time, terms @@ looked.query AS hit FROM events "
        "WHERE calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_id IS NULL "
        "AND (start_time, id) > ($9, $10) "
        "ORDER BY start_time, id LIMIT walk.most "
        ") AS e "
        "WHERE hit LIMIT $11 "
        ") AS w "
        "), "
        "edge AS MATERIALIZED ( "
        "(SELECT e.* FROM walk, looked CROSS JOIN LATERAL ( "
        "SELECT start_time, id FROM events "
        "WHERE calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_id IS NULL "
        "AND (start_time, id) > ($9, $10) "
        "ORDER BY start_time, id LIMIT 1 OFFSET greatest(walk.most - 1, 0) "
        ") AS e "
        "WHERE walk.most > 0 AND (SELECT count(*) FROM walked WHERE calendar_id = looked.calendar_id) < $11 "
        "ORDER BY e.start_time, e.id LIMIT 1) "
        "UNION ALL "
        "SELECT $9, $10 FROM walk WHERE most = 0 "
        "), "
        "changed AS MATERIALIZED ( "
        "SELECT c.* FROM ( "
        "SELECT l.* FROM looked CROSS JOIN LATERAL ( "
        "SELECT e.id, looked.sees_all, e.start_time, e.series_id, e.recurrence_local FROM events AS e "
        "WHERE e.terms @@ looked.changed_query AND (e.deleted_at IS NULL) IS TRUE "
        "AND (e.calendar_id = looked.calendar_id) IS TRUE "
        "AND (e.start_time, e.series_id, e.recurrence_local) > ($9, $10, $12::timestamp) "
        "AND NOT (SELECT terms @@ looked.query FROM events WHERE id = e.series_id) "
        "AND e.series_id <> ALL (ARRAY(SELECT id FROM attended WHERE terms @@ terms_query(calendar_id, true, $6))) "
        "ORDER BY e.start_time, e.series_id, e.recurrence_local LIMIT $11 "
        ") AS l "
        "UNION ALL "
        "SELECT id, false, start_time, series_id, recurrence_local FROM hidden "
        "WHERE terms @@ terms_query(calendar_id, true, $6) AND series_id <> ALL (ARRAY(SELECT id FROM attended WHERE terms @@ terms_query(calendar_id, true, $6))) "
        "AND (start_time, series_id, recurrence_local) > ($9, $10, $12::timestamp) "
        ") AS c "
        "ORDER BY c.start_time, c.series_id, c.recurrence_local LIMIT $11 "
        ") "
        "( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", f.sees_all "
        "FROM ( "
        "((SELECT id, sees_all FROM walked "
        "WHERE ((start_time, id) > ((SELECT start_time FROM edge), (SELECT id FROM edge))) IS NOT TRUE "
        "ORDER BY start_time, id LIMIT $11) "
        "UNION ALL "
        "(SELECT m.id, m.sees_all FROM edge, looked CROSS JOIN LATERAL ( "
        "SELECT e.id, looked.sees_all, e.start_time FROM events AS e "
        "WHERE e.terms @@ looked.query AND (e.deleted_at IS NULL) IS TRUE AND (e.calendar_id = looked.calendar_id) IS TRUE AND e.series_id IS NULL AND (e.start_time, e.id) > (edge.start_time, edge.id) "
        "ORDER BY e.start_time, e.id LIMIT $11 "
        ") AS m "
        "ORDER BY m.start_time, m.id LIMIT $11) "
        "LIMIT $11) "
        "UNION ALL "
        "(SELECT id, false FROM hidden "
        "WHERE terms @@ terms_query(calendar_id, true, $6) AND series_id IS NULL AND (start_time, id) > ($9, $10) "
        "ORDER BY start_time, id LIMIT $11) "
        ") AS f CROSS JOIN LATERAL (SELECT * FROM events WHERE id = f.id OFFSET 0) AS e "
        ") UNION ALL ( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", changed.sees_all "
        "FROM changed CROSS JOIN LATERAL (SELECT * FROM events WHERE id = changed.id OFFSET 0) AS e "
        ") UNION ALL ( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, NULL::timestamptz AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", s.sees_all "
        "FROM (SELECT DISTINCT series_id, sees_all FROM changed) AS s "
        "CROSS JOIN LATERAL (SELECT * FROM events WHERE id = s.series_id OFFSET 0) AS e "
        ")",
    .params = event_found_params,
    .param_count = 12,
    .columns = event_found_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_event_found(struct request *rq, const struct sql_event_found *q, struct sql_stored **rows, size_t *count)
{
    return db_many(rq, &event_found_statement, q, rows, count);
}

static const struct sql_param attending_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_attending_page, user_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_attending_page, after_time), -1},
    {SQL_UUID, -1, offsetof(struct sql_attending_page, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_attending_page, rows), -1},
};
static const struct sql_column attending_page_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement attending_page_statement = {
    .name = "attending_page",
    .text = "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", true AS sees_all "
        "FROM (SELECT event_id FROM event_attendees "
        "WHERE user_id = $1 AND (live AND user_id IS NOT NULL) IS TRUE "
        "AND (starts, event_id) > ($2, $3) "
        "ORDER BY starts, event_id LIMIT $4) AS a "
        "CROSS JOIN LATERAL (SELECT * FROM events WHERE id = a.event_id OFFSET 0) AS e "
        "ORDER BY e.start_time, e.id",
    .params = attending_page_params,
    .param_count = 4,
    .columns = attending_page_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_attending_page(struct request *rq, const struct sql_attending_page *q, struct sql_stored **rows, size_t *count)
{
    return db_many(rq, &attending_page_statement, q, rows, count);
}

static const struct sql_param attending_range_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_attending_range, user_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_attending_range, series_from), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_attending_range, series_until), -1},
    {SQL_INT8, -1, offsetof(struct sql_attending_range, series), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_attending_range, last_day), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_attending_range, first_day), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_attending_range, range_end), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_attending_range, range_start), -1},
    {SQL_INT8, -1, offsetof(struct sql_attending_range, rows), -1},
};
static const struct sql_column attending_range_columns[] = {
    {SQL_UUID, offsetof(struct sql_series, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_series, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_series, event.sequence), offsetof(struct sql_series, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_series, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_series, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_series, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_series, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_series, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_series, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_series, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_series, event.created_by), offsetof(struct sql_series, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_series, event.updated_by), offsetof(struct sql_series, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_series, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_series, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_series, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_series, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_series, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_series, start_local), offsetof(struct sql_series, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_series, rdates), -1, true},
    {SQL_LOCALS, offsetof(struct sql_series, exdates), -1, true},
    {SQL_INSTANT, offsetof(struct sql_series, series_start), offsetof(struct sql_series, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_series, series_end), offsetof(struct sql_series, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_series, series_id), offsetof(struct sql_series, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_series, recurrence_local), offsetof(struct sql_series, has_recurrence_local), true},
    {SQL_LOCALS, offsetof(struct sql_series, overridden), -1, true},
    {SQL_BYTES, offsetof(struct sql_series, stamp), -1, true},
    {SQL_BOOL, offsetof(struct sql_series, sees_all), -1, false},
};
static const struct statement attending_range_statement = {
    .name = "attending_range",
    .text = "WITH mine AS MATERIALIZED ( "
        "SELECT event_id FROM event_attendees "
        "WHERE user_id = $1 AND (user_id IS NOT NULL AND live) IS TRUE AND reach && tstzrange($2, $3) "
        "LIMIT $4 "
        ") "
        "( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, NULL::text AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "NULL::timestamp AS \"start_local?\", NULL::text[] AS \"rdates?\", NULL::timestamp[] AS \"exdates?\", "
        "NULL::timestamptz AS \"series_start?\", NULL::timestamptz AS \"series_end?\", e.series_id AS \"series_id?\", "
        "e.recurrence_local AS \"recurrence_local?\", NULL::timestamp[] AS \"overridden?\", NULL::bytea AS \"stamp?\", true AS sees_all "
        "FROM mine CROSS JOIN LATERAL (SELECT * FROM events WHERE id = mine.event_id OFFSET 0) AS e "
        "WHERE e.series_end IS NULL AND CASE WHEN e.all_day THEN e.start_time <= $5 AND (e.start_time >= $6 OR e.end_time > $6) "
        "ELSE e.start_time < $7 AND (e.start_time >= $8 OR e.end_time > $8) END "
        ") UNION ALL ( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, NULL::text AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "NULL::timestamp AS \"start_local?\", NULL::text[] AS \"rdates?\", NULL::timestamp[] AS \"exdates?\", "
        "NULL::timestamptz AS \"series_start?\", NULL::timestamptz AS \"series_end?\", e.series_id AS \"series_id?\", "
        "e.recurrence_local AS \"recurrence_local?\", NULL::timestamp[] AS \"overridden?\", NULL::bytea AS \"stamp?\", true AS sees_all "
        "FROM mine CROSS JOIN LATERAL ( "
        "SELECT * FROM events WHERE series_id = mine.event_id AND deleted_at IS NULL OFFSET 0 "
        ") AS e "
        "WHERE CASE WHEN e.all_day THEN e.start_time <= $5 AND (e.start_time >= $6 OR e.end_time > $6) "
        "ELSE e.start_time < $7 AND (e.start_time >= $8 OR e.end_time > $8) END "
        "LIMIT $9 "
        ") UNION ALL ( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", e.overridden, NULL::bytea, true "
        "FROM mine CROSS JOIN LATERAL (SELECT * FROM events WHERE id = mine.event_id OFFSET 0) AS e "
        "WHERE e.series_end IS NOT NULL "
        ")",
    .params = attending_range_params,
    .param_count = 9,
    .columns = attending_range_columns,
    .column_count = 38,
    .row_size = sizeof(struct sql_series),
};

enum err
sql_attending_range(struct request *rq, const struct sql_attending_range *q, struct sql_series **rows, size_t *count)
{
    return db_many(rq, &attending_range_statement, q, rows, count);
}

static const struct sql_param event_range_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_range, user_id), -1},
    {SQL_BOOL, -1, offsetof(struct sql_event_range, some), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_event_range, calendar_ids), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_range, range_end), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_range, after_time), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_range, after_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_event_range, after_wall), -1},
    {SQL_INT8, -1, offsetof(struct sql_event_range, rows), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_range, range_start), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_range, past_time), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_range, past_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_event_range, past_wall), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_range, last_day), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_range, after_day), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_range, after_day_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_event_range, after_day_wall), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_range, first_day), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_range, past_day), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_range, past_day_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_event_range, past_day_wall), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_range, series_from), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_range, series_until), -1},
    {SQL_INT8, -1, offsetof(struct sql_event_range, series), -1},
};
static const struct sql_column event_range_columns[] = {
    {SQL_UUID, offsetof(struct sql_series, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_series, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_series, event.sequence), offsetof(struct sql_series, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_series, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_series, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_series, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_series, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_series, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_series, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_series, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_series, event.created_by), offsetof(struct sql_series, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_series, event.updated_by), offsetof(struct sql_series, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_series, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_series, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_series, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_series, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_series, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_series, start_local), offsetof(struct sql_series, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_series, rdates), -1, true},
    {SQL_LOCALS, offsetof(struct sql_series, exdates), -1, true},
    {SQL_INSTANT, offsetof(struct sql_series, series_start), offsetof(struct sql_series, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_series, series_end), offsetof(struct sql_series, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_series, series_id), offsetof(struct sql_series, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_series, recurrence_local), offsetof(struct sql_series, has_recurrence_local), true},
    {SQL_LOCALS, offsetof(struct sql_series, overridden), -1, true},
    {SQL_BYTES, offsetof(struct sql_series, stamp), -1, true},
    {SQL_BOOL, offsetof(struct sql_series, sees_all), -1, false},
};
static const struct statement event_range_statement = {
    .name = "event_range",
    .text = "WITH seen AS MATERIALIZED ( "
        "SELECT calendar_id, role <> 'viewer' AS sees_all FROM calendar_access "
        "WHERE user_id = $1 AND role <> '' AND (NOT $2::boolean OR calendar_id = ANY ($3::uuid[])) "
        "), "
        "stamp AS MATERIALIZED ( "
        "SELECT sha256(string_agg(uuid_send(calendar_id) || boolsend(sees_all) || coalesce(uuid_send(m.mark), ''), ''::bytea "
        "ORDER BY calendar_id, m.slot)) AS stamp "
        "FROM seen LEFT JOIN LATERAL ( "
        "SELECT slot, mark FROM calendar_marks WHERE calendar_id = seen.calendar_id OFFSET 0 "
        ") AS m ON true "
        ") "
        "( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, NULL::text AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "NULL::timestamp AS \"start_local?\", NULL::text[] AS \"rdates?\", NULL::timestamp[] AS \"exdates?\", "
        "NULL::timestamptz AS \"series_start?\", NULL::timestamptz AS \"series_end?\", e.series_id AS \"series_id?\", "
        "e.recurrence_local AS \"recurrence_local?\", NULL::timestamp[] AS \"overridden?\", stamp.stamp AS \"stamp?\", seen.sees_all "
        "FROM stamp, seen CROSS JOIN LATERAL ( "
        "(SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND series_end IS NULL AND NOT all_day "
        "AND start_time < $4 "
        "AND (start_time, coalesce(series_id, id), recurrence_local) "
        "> ($5, $6, $7::timestamp) "
        "ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT $8) "
        "UNION ALL "
        "(SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id "
        "AND (deleted_at IS NULL AND series_end IS NULL AND NOT all_day AND end_time > start_time) IS TRUE "
        "AND $5 < $9 AND tstzrange(start_time, end_time) @> $9 "
        "AND lower(tstzrange(start_time, end_time)) < $9 "
        "AND (lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local) "
        "> ($10, $11, $12::timestamp) "
        "ORDER BY lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local LIMIT $8) "
        ") AS e "
        "ORDER BY e.start_time, coalesce(e.series_id, e.id), e.recurrence_local LIMIT $8 "
        ") UNION ALL ( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, NULL::text AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "NULL::timestamp AS \"start_local?\", NULL::text[] AS \"rdates?\", NULL::timestamp[] AS \"exdates?\", "
        "NULL::timestamptz AS \"series_start?\", NULL::timestamptz AS \"series_end?\", e.series_id AS \"series_id?\", "
        "e.recurrence_local AS \"recurrence_local?\", NULL::timestamp[] AS \"overridden?\", stamp.stamp AS \"stamp?\", seen.sees_all "
        "FROM stamp, seen CROSS JOIN LATERAL ( "
        "(SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND series_end IS NULL AND all_day "
        "AND start_time <= $13 "
        "AND (start_time, coalesce(series_id, id), recurrence_local) "
        "> ($14, $15, $16::timestamp) "
        "ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT $8) "
        "UNION ALL "
        "(SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id "
        "AND (deleted_at IS NULL AND series_end IS NULL AND all_day AND end_time > start_time) IS TRUE "
        "AND $14 < $17 AND tstzrange(start_time, end_time) @> $17 "
        "AND lower(tstzrange(start_time, end_time)) < $17 "
        "AND (lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local) "
        "> ($18, $19, $20::timestamp) "
        "ORDER BY lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local LIMIT $8) "
        ") AS e "
        "ORDER BY e.start_time, coalesce(e.series_id, e.id), e.recurrence_local LIMIT $8 "
        ") UNION ALL ( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", e.overridden, stamp.stamp, seen.sees_all "
        "FROM stamp, seen CROSS JOIN LATERAL ( "
        "SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND series_end IS NOT NULL "
        "AND tstzrange(series_start, series_end) && tstzrange($21, $22) "
        "OFFSET 0 "
        ") AS e "
        "LIMIT $23 "
        ")",
    .params = event_range_params,
    .param_count = 23,
    .columns = event_range_columns,
    .column_count = 38,
    .row_size = sizeof(struct sql_series),
};

enum err
sql_event_range(struct request *rq, const struct sql_event_range *q, struct sql_series **rows, size_t *count)
{
    return db_many(rq, &event_range_statement, q, rows, count);
}

static const struct sql_param public_judge_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_public_judge, hash), -1},
};
static const struct sql_column public_judge_columns[] = {
    {SQL_UUID, offsetof(struct sql_public_judge_row, calendar_id), -1, false},
};
static const struct statement public_judge_statement = {
    .name = "public_judge",
    .text = "WITH seen AS MATERIALIZED ( "
        "SELECT calendar_id, true AS sees_all FROM calendar_versions WHERE public_hash = $1 AND (NOT deleted) IS TRUE "
        ") "
        "SELECT calendar_id FROM seen",
    .params = public_judge_params,
    .param_count = 1,
    .columns = public_judge_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_public_judge_row),
};

enum err
sql_public_judge(struct request *rq, const struct sql_public_judge *q, struct sql_public_judge_row *row)
{
    return db_one(rq, &public_judge_statement, q, row);
}

static const struct sql_param public_stamp_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_public_stamp, hash), -1},
};
static const struct sql_column public_stamp_columns[] = {
    {SQL_BYTES, offsetof(struct sql_public_stamp_row, stamp), -1, true},
};
static const struct statement public_stamp_statement = {
    .name = "public_stamp",
    .text = "WITH seen AS MATERIALIZED ( "
        "SELECT calendar_id, true AS sees_all FROM calendar_versions WHERE public_hash = $1 AND (NOT deleted) IS TRUE "
        "), "
        "stamp AS MATERIALIZED ( "
        "SELECT sha256(string_agg(uuid_send(calendar_id) || boolsend(sees_all) || coalesce(uuid_send(m.mark), ''), ''::bytea "
        "ORDER BY calendar_id, m.slot)) AS stamp "
        "FROM seen LEFT JOIN LATERAL ( "
        "SELECT slot, mark FROM calendar_marks WHERE calendar_id = seen.calendar_id OFFSET 0 "
        ") AS m ON true "
        ") "
        "SELECT stamp AS \"stamp?\" FROM stamp",
    .params = public_stamp_params,
    .param_count = 1,
    .columns = public_stamp_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_public_stamp_row),
};

enum err
sql_public_stamp(struct request *rq, const struct sql_public_stamp *q, struct sql_public_stamp_row *row)
{
    return db_one(rq, &public_stamp_statement, q, row);
}

static const struct sql_param public_range_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_public_range, hash), -1},
    {SQL_UUID, -1, offsetof(struct sql_public_range, user_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_public_range, range_end), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_public_range, after_time), -1},
    {SQL_UUID, -1, offsetof(struct sql_public_range, after_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_public_range, after_wall), -1},
    {SQL_INT8, -1, offsetof(struct sql_public_range, rows), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_public_range, range_start), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_public_range, past_time), -1},
    {SQL_UUID, -1, offsetof(struct sql_public_range, past_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_public_range, past_wall), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_public_range, last_day), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_public_range, after_day), -1},
    {SQL_UUID, -1, offsetof(struct sql_public_range, after_day_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_public_range, after_day_wall), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_public_range, first_day), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_public_range, past_day), -1},
    {SQL_UUID, -1, offsetof(struct sql_public_range, past_day_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_public_range, past_day_wall), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_public_range, series_from), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_public_range, series_until), -1},
    {SQL_INT8, -1, offsetof(struct sql_public_range, series), -1},
};
static const struct sql_column public_range_columns[] = {
    {SQL_UUID, offsetof(struct sql_series, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_series, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_series, event.sequence), offsetof(struct sql_series, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_series, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_series, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_series, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_series, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_series, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_series, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_series, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_series, event.created_by), offsetof(struct sql_series, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_series, event.updated_by), offsetof(struct sql_series, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_series, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_series, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_series, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_series, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_series, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_series, start_local), offsetof(struct sql_series, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_series, rdates), -1, true},
    {SQL_LOCALS, offsetof(struct sql_series, exdates), -1, true},
    {SQL_INSTANT, offsetof(struct sql_series, series_start), offsetof(struct sql_series, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_series, series_end), offsetof(struct sql_series, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_series, series_id), offsetof(struct sql_series, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_series, recurrence_local), offsetof(struct sql_series, has_recurrence_local), true},
    {SQL_LOCALS, offsetof(struct sql_series, overridden), -1, true},
    {SQL_BYTES, offsetof(struct sql_series, stamp), -1, true},
    {SQL_BOOL, offsetof(struct sql_series, sees_all), -1, false},
};
static const struct statement public_range_statement = {
    .name = "public_range",
    .text = "WITH seen AS MATERIALIZED ( "
        "SELECT calendar_id, true AS sees_all FROM calendar_versions WHERE public_hash = $1 AND (NOT deleted) IS TRUE "
        "), "
        "stamp AS MATERIALIZED ( "
        "SELECT sha256(string_agg(uuid_send(calendar_id) || boolsend(sees_all) || coalesce(uuid_send(m.mark), ''), ''::bytea "
        "ORDER BY calendar_id, m.slot)) AS stamp "
        "FROM seen LEFT JOIN LATERAL ( "
        "SELECT slot, mark FROM calendar_marks WHERE calendar_id = seen.calendar_id OFFSET 0 "
        ") AS m ON true "
        ") "
        "( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, NULL::text AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($2, e.id) AND (user_id, event_id) <= ($2, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "NULL::timestamp AS \"start_local?\", NULL::text[] AS \"rdates?\", NULL::timestamp[] AS \"exdates?\", "
        "NULL::timestamptz AS \"series_start?\", NULL::timestamptz AS \"series_end?\", e.series_id AS \"series_id?\", "
        "e.recurrence_local AS \"recurrence_local?\", NULL::timestamp[] AS \"overridden?\", stamp.stamp AS \"stamp?\", seen.sees_all "
        "FROM stamp, seen CROSS JOIN LATERAL ( "
        "(SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id AND (deleted_at IS NULL AND series_end IS NULL AND NOT all_day AND visibility = 'public') IS TRUE "
        "AND start_time < $3 "
        "AND (start_time, coalesce(series_id, id), recurrence_local) "
        "> ($4, $5, $6::timestamp) "
        "ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT $7) "
        "UNION ALL "
        "(SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id "
        "AND (deleted_at IS NULL AND series_end IS NULL AND NOT all_day AND end_time > start_time) IS TRUE AND (visibility = 'public') IS TRUE "
        "AND $4 < $8 AND tstzrange(start_time, end_time) @> $8 "
        "AND lower(tstzrange(start_time, end_time)) < $8 "
        "AND (lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local) "
        "> ($9, $10, $11::timestamp) "
        "ORDER BY lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local LIMIT $7) "
        ") AS e "
        "ORDER BY e.start_time, coalesce(e.series_id, e.id), e.recurrence_local LIMIT $7 "
        ") UNION ALL ( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, NULL::text AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($2, e.id) AND (user_id, event_id) <= ($2, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "NULL::timestamp AS \"start_local?\", NULL::text[] AS \"rdates?\", NULL::timestamp[] AS \"exdates?\", "
        "NULL::timestamptz AS \"series_start?\", NULL::timestamptz AS \"series_end?\", e.series_id AS \"series_id?\", "
        "e.recurrence_local AS \"recurrence_local?\", NULL::timestamp[] AS \"overridden?\", stamp.stamp AS \"stamp?\", seen.sees_all "
        "FROM stamp, seen CROSS JOIN LATERAL ( "
        "(SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id AND (deleted_at IS NULL AND series_end IS NULL AND all_day AND visibility = 'public') IS TRUE "
        "AND start_time <= $12 "
        "AND (start_time, coalesce(series_id, id), recurrence_local) "
        "> ($13, $14, $15::timestamp) "
        "ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT $7) "
        "UNION ALL "
        "(SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id "
        "AND (deleted_at IS NULL AND series_end IS NULL AND all_day AND end_time > start_time) IS TRUE AND (visibility = 'public') IS TRUE "
        "AND $13 < $16 AND tstzrange(start_time, end_time) @> $16 "
        "AND lower(tstzrange(start_time, end_time)) < $16 "
        "AND (lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local) "
        "> ($17, $18, $19::timestamp) "
        "ORDER BY lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local LIMIT $7) "
        ") AS e "
        "ORDER BY e.start_time, coalesce(e.series_id, e.id), e.recurrence_local LIMIT $7 "
        ") UNION ALL ( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($2, e.id) AND (user_id, event_id) <= ($2, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", e.overridden, stamp.stamp, seen.sees_all "
        "FROM stamp, seen CROSS JOIN LATERAL ( "
        "SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND series_end IS NOT NULL "
        "AND tstzrange(series_start, series_end) && tstzrange($20, $21) "
        "OFFSET 0 "
        ") AS e "
        "LIMIT $22 "
        ")",
    .params = public_range_params,
    .param_count = 22,
    .columns = public_range_columns,
    .column_count = 38,
    .row_size = sizeof(struct sql_series),
};

enum err
sql_public_range(struct request *rq, const struct sql_public_range *q, struct sql_series **rows, size_t *count)
{
    return db_many(rq, &public_range_statement, q, rows, count);
}

static const struct sql_param range_found_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_range_found, user_id), -1},
    {SQL_BOOL, -1, offsetof(struct sql_range_found, some), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_range_found, calendar_ids), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_range_found, series_from), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_range_found, series_until), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_range_found, parts), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_range_found, series_parts), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_range_found, changed_parts), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_range_found, range_end), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_range_found, after_time), -1},
    {SQL_UUID, -1, offsetof(struct sql_range_found, after_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_range_found, after_wall), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_range_found, last_day), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_range_found, after_day), -1},
    {SQL_UUID, -1, offsetof(struct sql_range_found, after_day_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_range_found, after_day_wall), -1},
    {SQL_INT8, -1, offsetof(struct sql_range_found, rows), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_range_found, range_start), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_range_found, past_time), -1},
    {SQL_UUID, -1, offsetof(struct sql_range_found, past_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_range_found, past_wall), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_range_found, first_day), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_range_found, past_day), -1},
    {SQL_UUID, -1, offsetof(struct sql_range_found, past_day_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_range_found, past_day_wall), -1},
    {SQL_INT8, -1, offsetof(struct sql_range_found, series), -1},
};
static const struct sql_column range_found_columns[] = {
    {SQL_UUID, offsetof(struct sql_series, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_series, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_series, event.sequence), offsetof(struct sql_series, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_series, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_series, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_series, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_series, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_series, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_series, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_series, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_series, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_series, event.created_by), offsetof(struct sql_series, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_series, event.updated_by), offsetof(struct sql_series, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_series, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_series, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_series, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_series, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_series, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_series, start_local), offsetof(struct sql_series, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_series, rdates), -1, true},
    {SQL_LOCALS, offsetof(struct sql_series, exdates), -1, true},
    {SQL_INSTANT, offsetof(struct sql_series, series_start), offsetof(struct sql_series, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_series, series_end), offsetof(struct sql_series, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_series, series_id), offsetof(struct sql_series, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_series, recurrence_local), offsetof(struct sql_series, has_recurrence_local), true},
    {SQL_LOCALS, offsetof(struct sql_series, overridden), -1, true},
    {SQL_BYTES, offsetof(struct sql_series, stamp), -1, true},
    {SQL_BOOL, offsetof(struct sql_series, sees_all), -1, false},
};
static const struct statement range_found_statement = {
    .name = "range_found",
    .text = "WITH seen AS MATERIALIZED ( "
        "SELECT calendar_id, role <> 'viewer' AS sees_all FROM calendar_access "
        "WHERE user_id = $1 AND role <> '' AND (NOT $2::boolean OR calendar_id = ANY ($3::uuid[])) "
        "), "
        "stamp AS MATERIALIZED ( "
        "SELECT sha256(string_agg(uuid_send(calendar_id) || boolsend(sees_all) || coalesce(uuid_send(m.mark), ''), ''::bytea "
        "ORDER BY calendar_id, m.slot)) AS stamp "
        "FROM seen LEFT JOIN LATERAL ( "
        "SELECT slot, mark FROM calendar_marks WHERE calendar_id = seen.calendar_id OFFSET 0 "
        ") AS m ON true "
        "), attended AS MATERIALIZED ( "
        "SELECT e.* "
        "FROM ( "
        "SELECT event_id FROM event_attendees "
        "WHERE (SELECT bool_or(NOT sees_all) FROM seen) "
        "AND user_id = $1 AND (user_id IS NOT NULL AND live AND hides) IS TRUE "
        "AND reach && tstzrange($4, $5) "
        "OFFSET 0 "
        ") AS a CROSS JOIN LATERAL ( "
        "SELECT * FROM events "
        "WHERE id = a.event_id AND (calendar_id = ANY (ARRAY(SELECT calendar_id FROM seen WHERE NOT sees_all))) IS TRUE "
        "OFFSET 0 "
        ") AS e "
        "), "
        "hidden AS MATERIALIZED ( "
        "SELECT * FROM attended WHERE visibility <> 'public' "
        "UNION ALL "
        "SELECT o.* FROM attended CROSS JOIN LATERAL ( "
        "SELECT * FROM events WHERE series_id = attended.id AND deleted_at IS NULL OFFSET 0 "
        ") AS o "
        "WHERE attended.overridden <> '{}' AND o.visibility <> 'public' "
        "), looked AS MATERIALIZED ( "
        "SELECT calendar_id, sees_all, terms_query(calendar_id, sees_all, $6) AS query, "
        "terms_query(calendar_id, sees_all, $7) AS series_query, "
        "terms_query(calendar_id, sees_all, $8) AS changed_query, "
        "greatest(1, 300 / count(*) OVER ()) AS share "
        "FROM seen "
        "), "
        "probe AS MATERIALIZED ( "
        "SELECT count(*) AS walked, count(*) FILTER (WHERE p.hit) AS hits, (SELECT count(*) FROM looked) AS calendars "
        "FROM looked CROSS JOIN LATERAL ( "
        "(SELECT terms @@ looked.query AS hit FROM events "
        "WHERE calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_end IS NULL AND NOT all_day "
        "AND start_time < $9 "
        "AND (start_time, coalesce(series_id, id), recurrence_local) "
        "> ($10, $11, $12::timestamp) "
        "ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT looked.share) "
        "UNION ALL "
        "(SELECT terms @@ looked.query AS hit FROM events "
        "WHERE calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_end IS NULL AND all_day "
        "AND start_time <= $13 "
        "AND (start_time, coalesce(series_id, id), recurrence_local) "
        "> ($14, $15, $16::timestamp) "
        "ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT looked.share) "
        ") AS p "
        "), walk AS MATERIALIZED ( "
        "SELECT CASE WHEN hits * 33 >= walked "
        "THEN least(3000 / greatest(calendars, 1), 450 * $17::bigint / greatest(hits, 1)) + 1 ELSE 0 END AS most "
        "FROM probe "
        "), "
        "walked AS MATERIALIZED ( "
        "SELECT w.* FROM walk, looked CROSS JOIN LATERAL ( "
        "(SELECT looked.calendar_id, looked.sees_all, id, series_id, false AS all_day, start_time, place, wall FROM ( "
        "SELECT id, series_id, start_time, coalesce(series_id, id) AS place, recurrence_local AS wall, "
        "terms @@ looked.query AS hit "
        "FROM events "
        "WHERE calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_end IS NULL AND NOT all_day "
        "AND start_time < $9 "
        "AND (start_time, coalesce(series_id, id), recurrence_local) "
        "> ($10, $11, $12::timestamp) "
        "ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT walk.most "
        ") AS e "
        "WHERE hit LIMIT $17) "
        "UNION ALL "
        "(SELECT looked.calendar_id, looked.sees_all, id, series_id, true, start_time, place, wall FROM ( "
        "SELECT id, series_id, start_time, coalesce(series_id, id) AS place, recurrence_local AS wall, "
        "terms @@ looked.query AS hit "
        "FROM events "
        "WHERE calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_end IS NULL AND all_day "
        "AND start_time <= $13 "
        "AND (start_time, coalesce(series_id, id), recurrence_local) "
        "> ($14, $15, $16::timestamp) "
        "ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT walk.most "
        ") AS e "
        "WHERE hit LIMIT $17) "
        ") AS w "
        "), "
        "edge AS MATERIALIZED ( "
        "(SELECT false AS all_day, e.* FROM walk, looked CROSS JOIN LATERAL ( "
        "SELECT start_time, coalesce(series_id, id) AS place, recurrence_local AS wall FROM events "
        "WHERE calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_end IS NULL AND NOT all_day "
        "AND start_time < $9 "
        "AND (start_time, coalesce(series_id, id), recurrence_local) "
        "> ($10, $11, $12::timestamp) "
        "ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT 1 OFFSET greatest(walk.most - 1, 0) "
        ") AS e "
        "WHERE walk.most > 0 "
        "AND (SELECT count(*) FROM walked WHERE calendar_id = looked.calendar_id AND NOT all_day) < $17 "
        "ORDER BY e.start_time, e.place, e.wall LIMIT 1) "
        "UNION ALL "
        "(SELECT true, e.* FROM walk, looked CROSS JOIN LATERAL ( "
        "SELECT start_time, coalesce(series_id, id) AS place, recurrence_local AS wall FROM events "
        "WHERE calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_end IS NULL AND all_day "
        "AND start_time <= $13 "
        "AND (start_time, coalesce(series_id, id), recurrence_local) "
        "> ($14, $15, $16::timestamp) "
        "ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT 1 OFFSET greatest(walk.most - 1, 0) "
        ") AS e "
        "WHERE walk.most > 0 "
        "AND (SELECT count(*) FROM walked WHERE calendar_id = looked.calendar_id AND all_day) < $17 "
        "ORDER BY e.start_time, e.place, e.wall LIMIT 1) "
        "UNION ALL "
        "SELECT false, $10, $11, $12::timestamp FROM walk WHERE most = 0 "
        "UNION ALL "
        "SELECT true, $14, $15, $16::timestamp FROM walk WHERE most = 0 "
        "), "
        "timed AS MATERIALIZED ( "
        "(SELECT p.id, looked.sees_all, p.series_id, p.start_time, coalesce(p.series_id, p.id) AS place, p.recurrence_local AS wall "
        "FROM looked CROSS JOIN LATERAL ( "
        "SELECT * FROM events "
        "WHERE calendar_id = looked.calendar_id "
        "AND (deleted_at IS NULL AND series_end IS NULL AND NOT all_day AND end_time > start_time) IS TRUE "
        "AND $10 < $18 AND tstzrange(start_time, end_time) @> $18 "
        "AND lower(tstzrange(start_time, end_time)) < $18 "
        "AND (lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local) "
        "> ($19, $20, $21::timestamp) "
        "AND terms @@ looked.query "
        ") AS p "
        "ORDER BY p.start_time, coalesce(p.series_id, p.id), p.recurrence_local LIMIT $17) "
        "UNION ALL "
        "(SELECT id, sees_all, series_id, start_time, place, wall FROM walked "
        "WHERE NOT all_day "
        "AND ((start_time, place, wall) > (SELECT start_time, place, wall FROM edge WHERE NOT all_day)) IS NOT TRUE "
        "ORDER BY start_time, place, wall LIMIT $17) "
        "UNION ALL "
        "(SELECT m.id, looked.sees_all, m.series_id, m.start_time, coalesce(m.series_id, m.id), m.recurrence_local "
        "FROM edge, looked CROSS JOIN LATERAL ( "
        "SELECT e.id, e.series_id, e.start_time, e.recurrence_local FROM events AS e "
        "WHERE e.terms @@ looked.query AND (e.deleted_at IS NULL) IS TRUE AND (e.calendar_id = looked.calendar_id) IS TRUE "
        "AND (e.series_end IS NULL AND NOT e.all_day AND e.start_time < $9) IS TRUE "
        "AND (e.start_time, coalesce(e.series_id, e.id), e.recurrence_local) > (edge.start_time, edge.place, edge.wall) "
        "ORDER BY e.start_time, coalesce(e.series_id, e.id), e.recurrence_local LIMIT $17 "
        ") AS m "
        "WHERE NOT edge.all_day "
        "ORDER BY m.start_time, coalesce(m.series_id, m.id), m.recurrence_local LIMIT $17) "
        "LIMIT $17 "
        "), "
        "all_day AS MATERIALIZED ( "
        "(SELECT p.id, looked.sees_all, p.series_id, p.start_time, coalesce(p.series_id, p.id) AS place, p.recurrence_local AS wall "
        "FROM looked CROSS JOIN LATERAL ( "
        "SELECT * FROM events "
        "WHERE calendar_id = looked.calendar_id "
        "AND (deleted_at IS NULL AND series_end IS NULL AND all_day AND end_time > start_time) IS TRUE "
        "AND $14 < $22 AND tstzrange(start_time, end_time) @> $22 "
        "AND lower(tstzrange(start_time, end_time)) < $22 "
        "AND (lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local) "
        "> ($23, $24, $25::timestamp) "
        "AND terms @@ looked.query "
        ") AS p "
        "ORDER BY p.start_time, coalesce(p.series_id, p.id), p.recurrence_local LIMIT $17) "
        "UNION ALL "
        "(SELECT id, sees_all, series_id, start_time, place, wall FROM walked "
        "WHERE all_day "
        "AND ((start_time, place, wall) > (SELECT start_time, place, wall FROM edge WHERE all_day)) IS NOT TRUE "
        "ORDER BY start_time, place, wall LIMIT $17) "
        "UNION ALL "
        "(SELECT m.id, looked.sees_all, m.series_id, m.start_time, coalesce(m.series_id, m.id), m.recurrence_local "
        "FROM edge, looked CROSS JOIN LATERAL ( "
        "SELECT e.id, e.series_id, e.start_time, e.recurrence_local FROM events AS e "
        "WHERE e.terms @@ looked.query AND (e.deleted_at IS NULL) IS TRUE AND (e.calendar_id = looked.calendar_id) IS TRUE "
        "AND (e.series_end IS NULL AND e.all_day AND e.start_time <= $13) IS TRUE "
        "AND (e.start_time, coalesce(e.series_id, e.id), e.recurrence_local) > (edge.start_time, edge.place, edge.wall) "
        "ORDER BY e.start_time, coalesce(e.series_id, e.id), e.recurrence_local LIMIT $17 "
        ") AS m "
        "WHERE edge.all_day "
        "ORDER BY m.start_time, coalesce(m.series_id, m.id), m.recurrence_local LIMIT $17) "
        "LIMIT $17 "
        "), "
        "listed AS MATERIALIZED ( "
        "(SELECT id, sees_all, series_id FROM ( "
        "SELECT * FROM timed "
        "UNION ALL "
        "SELECT e.id, false, e.series_id, e.start_time, coalesce(e.series_id, e.id), e.recurrence_local FROM hidden AS e "
        "WHERE terms @@ terms_query(calendar_id, true, $6) AND e.series_end IS NULL AND NOT e.all_day AND CASE WHEN e.all_day THEN e.start_time <= $13 AND (e.start_time >= $22 OR e.end_time > $22) "
        "ELSE e.start_time < $9 AND (e.start_time >= $18 OR e.end_time > $18) END "
        "AND (e.start_time, coalesce(e.series_id, e.id), e.recurrence_local) > ($19, $20, $21::timestamp) "
        ") AS t "
        "ORDER BY start_time, place, wall LIMIT $17) "
        "UNION ALL "
        "(SELECT id, sees_all, series_id FROM ( "
        "SELECT * FROM all_day "
        "UNION ALL "
        "SELECT e.id, false, e.series_id, e.start_time, coalesce(e.series_id, e.id), e.recurrence_local FROM hidden AS e "
        "WHERE terms @@ terms_query(calendar_id, true, $6) AND e.series_end IS NULL AND e.all_day AND CASE WHEN e.all_day THEN e.start_time <= $13 AND (e.start_time >= $22 OR e.end_time > $22) "
        "ELSE e.start_time < $9 AND (e.start_time >= $18 OR e.end_time > $18) END "
        "AND (e.start_time, coalesce(e.series_id, e.id), e.recurrence_local) > ($23, $24, $25::timestamp) "
        ") AS d "
        "ORDER BY start_time, place, wall LIMIT $17) "
        ") "
        "( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, NULL::text AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "NULL::timestamp AS \"start_local?\", NULL::text[] AS \"rdates?\", NULL::timestamp[] AS \"exdates?\", "
        "NULL::timestamptz AS \"series_start?\", NULL::timestamptz AS \"series_end?\", e.series_id AS \"series_id?\", "
        "e.recurrence_local AS \"recurrence_local?\", NULL::timestamp[] AS \"overridden?\", stamp.stamp AS \"stamp?\", listed.sees_all "
        "FROM stamp, listed CROSS JOIN LATERAL (SELECT * FROM events WHERE id = listed.id OFFSET 0) AS e "
        ") UNION ALL ( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", e.overridden, stamp.stamp, e.sees_all "
        "FROM stamp, ( "
        "SELECT e.*, looked.sees_all FROM looked CROSS JOIN LATERAL ( "
        "SELECT * FROM events AS e "
        "WHERE e.terms @@ looked.series_query AND (e.deleted_at IS NULL) IS TRUE "
        "AND (e.calendar_id = looked.calendar_id) IS TRUE "
        "AND (e.series_end IS NOT NULL "
        "AND tstzrange(e.series_start, e.series_end) && tstzrange($4, $5)) IS TRUE "
        "OFFSET 0 "
        ") AS e "
        "UNION ALL "
        "SELECT *, false FROM hidden WHERE terms @@ terms_query(calendar_id, true, $6) AND series_end IS NOT NULL "
        ") AS e "
        "LIMIT $26 "
        ") UNION ALL ( "
        "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, NULL::timestamptz AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", NULL::timestamp[], stamp.stamp, s.sees_all "
        "FROM stamp, (SELECT DISTINCT series_id, sees_all FROM listed) AS s "
        "CROSS JOIN LATERAL (SELECT * FROM events WHERE id = s.series_id OFFSET 0) AS e "
        ")",
    .params = range_found_params,
    .param_count = 26,
    .columns = range_found_columns,
    .column_count = 38,
    .row_size = sizeof(struct sql_series),
};

enum err
sql_range_found(struct request *rq, const struct sql_range_found *q, struct sql_series **rows, size_t *count)
{
    return db_many(rq, &range_found_statement, q, rows, count);
}

static const struct sql_param tag_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_tag_page, user_id), -1},
    {SQL_BOOL, -1, offsetof(struct sql_tag_page, some), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_tag_page, calendar_ids), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_tag_page, series_from), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_tag_page, series_until), -1},
    {SQL_TEXT, -1, offsetof(struct sql_tag_page, after_tag), -1},
    {SQL_INT8, -1, offsetof(struct sql_tag_page, rows), -1},
};
static const struct sql_column tag_page_columns[] = {
    {SQL_TEXT, offsetof(struct sql_tag_page_row, tag), -1, false},
    {SQL_INT8, offsetof(struct sql_tag_page_row, count), -1, false},
};
static const struct statement tag_page_statement = {
    .name = "tag_page",
    .text = "WITH seen AS MATERIALIZED ( "
        "SELECT calendar_id, role <> 'viewer' AS sees_all FROM calendar_access "
        "WHERE user_id = $1 AND role <> '' AND (NOT $2::boolean OR calendar_id = ANY ($3::uuid[])) "
        "), attended AS MATERIALIZED ( "
        "SELECT e.* "
        "FROM ( "
        "SELECT event_id FROM event_attendees "
        "WHERE (SELECT bool_or(NOT sees_all) FROM seen) "
        "AND user_id = $1 AND (user_id IS NOT NULL AND live AND hides) IS TRUE "
        "AND reach && tstzrange($4, $5) "
        "OFFSET 0 "
        ") AS a CROSS JOIN LATERAL ( "
        "SELECT * FROM events "
        "WHERE id = a.event_id AND (calendar_id = ANY (ARRAY(SELECT calendar_id FROM seen WHERE NOT sees_all))) IS TRUE "
        "OFFSET 0 "
        ") AS e "
        "), "
        "hidden AS MATERIALIZED ( "
        "SELECT * FROM attended WHERE visibility <> 'public' "
        "UNION ALL "
        "SELECT o.* FROM attended CROSS JOIN LATERAL ( "
        "SELECT * FROM events WHERE series_id = attended.id AND deleted_at IS NULL OFFSET 0 "
        ") AS o "
        "WHERE attended.overridden <> '{}' AND o.visibility <> 'public' "
        ") "
        "SELECT t.tag, sum(t.count)::bigint AS count "
        "FROM ( "
        "SELECT c.tag, c.count "
        "FROM seen JOIN (VALUES (false), (true)) AS kind (hidden) ON seen.sees_all OR NOT kind.hidden CROSS JOIN LATERAL ( "
        "SELECT tag, sum(count) AS count FROM calendar_tags "
        "WHERE calendar_id = seen.calendar_id AND hidden = kind.hidden AND tag > $6 "
        "GROUP BY tag HAVING sum(count) > 0 ORDER BY tag LIMIT $7 "
        ") AS c "
        "UNION ALL "
        "SELECT tag, 1 FROM hidden CROSS JOIN LATERAL unnest(tags) AS tag WHERE tag > $6 "
        ") AS t "
        "GROUP BY t.tag ORDER BY t.tag LIMIT $7",
    .params = tag_page_params,
    .param_count = 7,
    .columns = tag_page_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_tag_page_row),
};

enum err
sql_tag_page(struct request *rq, const struct sql_tag_page *q, struct sql_tag_page_row **rows, size_t *count)
{
    return db_many(rq, &tag_page_statement, q, rows, count);
}

static const struct sql_param tags_unsettled_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_tags_unsettled, rows), -1},
};
static const struct sql_column tags_unsettled_columns[] = {
    {SQL_UUID, offsetof(struct sql_tags_unsettled_row, calendar_id), -1, false},
    {SQL_BOOL, offsetof(struct sql_tags_unsettled_row, hidden), -1, false},
    {SQL_TEXT, offsetof(struct sql_tags_unsettled_row, tag), -1, false},
};
static const struct statement tags_unsettled_statement = {
    .name = "tags_unsettled",
    .text = "SELECT calendar_id, hidden, tag FROM calendar_tags WHERE (count <= 0) IS TRUE LIMIT $1",
    .params = tags_unsettled_params,
    .param_count = 1,
    .columns = tags_unsettled_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_tags_unsettled_row),
};

enum err
sql_tags_unsettled(struct request *rq, const struct sql_tags_unsettled *q, struct sql_tags_unsettled_row **rows, size_t *count)
{
    return db_many(rq, &tags_unsettled_statement, q, rows, count);
}

static const struct sql_param tag_settle_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_tag_settle, calendar_id), -1},
    {SQL_BOOL, -1, offsetof(struct sql_tag_settle, hidden), -1},
    {SQL_TEXT, -1, offsetof(struct sql_tag_settle, tag), -1},
};
static const struct statement tag_settle_statement = {
    .name = "tag_settle",
    .text = "WITH gone AS ( "
        "DELETE FROM calendar_tags "
        "WHERE calendar_id = $1 AND hidden = $2 AND tag = $3 "
        "AND slot = ANY (ARRAY(SELECT slot FROM calendar_tags "
        "WHERE calendar_id = $1 AND hidden = $2 AND tag = $3 "
        "FOR UPDATE SKIP LOCKED)) "
        "RETURNING count "
        ") "
        "INSERT INTO calendar_tags AS c (calendar_id, hidden, tag, slot, count) "
        "SELECT $1, $2, $3, 32, sum(count) FROM gone HAVING sum(count) <> 0 "
        "ON CONFLICT (calendar_id, hidden, tag, slot) DO UPDATE SET count = c.count + excluded.count",
    .params = tag_settle_params,
    .param_count = 3,
};

enum err
sql_tag_settle(struct request *rq, const struct sql_tag_settle *q, int64_t *affected)
{
    return db_exec(rq, &tag_settle_statement, q, affected);
}

static const struct sql_param busy_range_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_busy_range, user_id), -1},
    {SQL_BOOL, -1, offsetof(struct sql_busy_range, some), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_busy_range, calendar_ids), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_busy_range, range_start), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_busy_range, range_end), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_busy_range, first_day), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_busy_range, last_day), -1},
    {SQL_INT8, -1, offsetof(struct sql_busy_range, events), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_busy_range, series_from), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_busy_range, series_until), -1},
    {SQL_INT8, -1, offsetof(struct sql_busy_range, series), -1},
};
static const struct sql_column busy_range_columns[] = {
    {SQL_UUID, offsetof(struct sql_series, event.id), -1, false},
    {SQL_MOMENT, offsetof(struct sql_series, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_series, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_series, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_series, event.recurrence_rule), -1, true},
    {SQL_INT8, offsetof(struct sql_series, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_series, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_series, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_series, start_local), offsetof(struct sql_series, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_series, rdates), -1, true},
    {SQL_LOCALS, offsetof(struct sql_series, exdates), -1, true},
    {SQL_INSTANT, offsetof(struct sql_series, series_start), offsetof(struct sql_series, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_series, series_end), offsetof(struct sql_series, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_series, series_id), offsetof(struct sql_series, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_series, recurrence_local), offsetof(struct sql_series, has_recurrence_local), true},
    {SQL_LOCALS, offsetof(struct sql_series, overridden), -1, true},
    {SQL_BYTES, offsetof(struct sql_series, stamp), -1, true},
    {SQL_BOOL, offsetof(struct sql_series, sees_all), -1, false},
};
static const struct statement busy_range_statement = {
    .name = "busy_range",
    .text = "WITH seen AS MATERIALIZED ( "
        "SELECT calendar_id, role <> 'viewer' AS sees_all FROM calendar_access "
        "WHERE user_id = $1 AND role <> '' AND (NOT $2::boolean OR calendar_id = ANY ($3::uuid[])) "
        "), "
        "stamp AS MATERIALIZED ( "
        "SELECT sha256(string_agg(uuid_send(calendar_id) || boolsend(sees_all) || coalesce(uuid_send(m.mark), ''), ''::bytea "
        "ORDER BY calendar_id, m.slot)) AS stamp "
        "FROM seen LEFT JOIN LATERAL ( "
        "SELECT slot, mark FROM calendar_marks WHERE calendar_id = seen.calendar_id OFFSET 0 "
        ") AS m ON true "
        ") "
        "(SELECT e.id, e.start_time, e.end_time, e.timezone, e.all_day, NULL::text AS \"recurrence_rule?\", e.attendee_count, "
        "NULL::bytea AS \"invited?\", NULL::text[] AS \"own?\", "
        "NULL::timestamp AS \"start_local?\", NULL::text[] AS \"rdates?\", NULL::timestamp[] AS \"exdates?\", NULL::timestamptz AS \"series_start?\", "
        "NULL::timestamptz AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", "
        "NULL::timestamp[] AS \"overridden?\", stamp.stamp AS \"stamp?\", seen.sees_all "
        "FROM stamp, seen CROSS JOIN LATERAL ( "
        "SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id "
        "AND (deleted_at IS NULL AND series_end IS NULL AND NOT all_day AND end_time > start_time) IS TRUE "
        "AND tstzrange(start_time, end_time) && tstzrange($4, $5) AND status <> 'cancelled' AND transparency = 'opaque' "
        "UNION ALL "
        "SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id "
        "AND (deleted_at IS NULL AND series_end IS NULL AND all_day AND end_time > start_time) IS TRUE "
        "AND tstzrange(start_time, end_time) && tstzrange($6, $7, '[]') AND status <> 'cancelled' AND transparency = 'opaque' "
        ") AS e "
        "LIMIT $8) "
        "UNION ALL "
        "(SELECT e.id, e.start_time, e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.attendee_count, "
        "NULL::bytea AS \"invited?\", NULL::text[] AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates AS \"rdates?\", e.exdates AS \"exdates?\", e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", "
        "e.overridden AS \"overridden?\", stamp.stamp AS \"stamp?\", seen.sees_all "
        "FROM stamp, seen CROSS JOIN LATERAL ( "
        "SELECT * FROM events "
        "WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND series_end IS NOT NULL "
        "AND tstzrange(series_start, series_end) && tstzrange($9, $10) AND status <> 'cancelled' AND transparency = 'opaque' "
        "OFFSET 0 "
        ") AS e "
        "LIMIT $11)",
    .params = busy_range_params,
    .param_count = 11,
    .columns = busy_range_columns,
    .column_count = 19,
    .row_size = sizeof(struct sql_series),
};

enum err
sql_busy_range(struct request *rq, const struct sql_busy_range *q, struct sql_series **rows, size_t *count)
{
    return db_many(rq, &busy_range_statement, q, rows, count);
}

static const struct sql_param range_stamp_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_range_stamp, user_id), -1},
    {SQL_BOOL, -1, offsetof(struct sql_range_stamp, some), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_range_stamp, calendar_ids), -1},
};
static const struct sql_column range_stamp_columns[] = {
    {SQL_BYTES, offsetof(struct sql_range_stamp_row, stamp), -1, true},
};
static const struct statement range_stamp_statement = {
    .name = "range_stamp",
    .text = "WITH seen AS MATERIALIZED ( "
        "SELECT calendar_id, role <> 'viewer' AS sees_all FROM calendar_access "
        "WHERE user_id = $1 AND role <> '' AND (NOT $2::boolean OR calendar_id = ANY ($3::uuid[])) "
        "), "
        "stamp AS MATERIALIZED ( "
        "SELECT sha256(string_agg(uuid_send(calendar_id) || boolsend(sees_all) || coalesce(uuid_send(m.mark), ''), ''::bytea "
        "ORDER BY calendar_id, m.slot)) AS stamp "
        "FROM seen LEFT JOIN LATERAL ( "
        "SELECT slot, mark FROM calendar_marks WHERE calendar_id = seen.calendar_id OFFSET 0 "
        ") AS m ON true "
        ") "
        "SELECT stamp AS \"stamp?\" FROM stamp",
    .params = range_stamp_params,
    .param_count = 3,
    .columns = range_stamp_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_range_stamp_row),
};

enum err
sql_range_stamp(struct request *rq, const struct sql_range_stamp *q, struct sql_range_stamp_row *row)
{
    return db_one(rq, &range_stamp_statement, q, row);
}

static const struct sql_param calendars_seen_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendars_seen, user_id), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_calendars_seen, calendar_ids), -1},
};
static const struct sql_column calendars_seen_columns[] = {
    {SQL_INT8, offsetof(struct sql_calendars_seen_row, seen), -1, false},
};
static const struct statement calendars_seen_statement = {
    .name = "calendars_seen",
    .text = "SELECT count(*) AS seen FROM calendar_access WHERE user_id = $1 AND calendar_id = ANY ($2::uuid[])",
    .params = calendars_seen_params,
    .param_count = 2,
    .columns = calendars_seen_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_calendars_seen_row),
};

enum err
sql_calendars_seen(struct request *rq, const struct sql_calendars_seen *q, struct sql_calendars_seen_row *row)
{
    return db_one(rq, &calendars_seen_statement, q, row);
}

static const struct sql_param event_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_insert, id), -1},
    {SQL_UUID, offsetof(struct sql_event_insert, event), offsetof(struct event, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_insert, series_id), offsetof(struct sql_event_insert, has_series_id)},
    {SQL_TEXT, offsetof(struct sql_event_insert, event), offsetof(struct event, uid), -1},
    {SQL_TEXT, offsetof(struct sql_event_insert, event), offsetof(struct event, title), -1},
    {SQL_TEXT, offsetof(struct sql_event_insert, event), offsetof(struct event, description), -1},
    {SQL_TEXT, offsetof(struct sql_event_insert, event), offsetof(struct event, location), -1},
    {SQL_TEXT, offsetof(struct sql_event_insert, event), offsetof(struct event, color), -1},
    {SQL_TEXT, offsetof(struct sql_event_insert, event), offsetof(struct event, url), -1},
    {SQL_TEXT, offsetof(struct sql_event_insert, event), offsetof(struct event, conference_url), -1},
    {SQL_BYTES, offsetof(struct sql_event_insert, event), offsetof(struct event, properties), -1},
    {SQL_MOMENT, offsetof(struct sql_event_insert, event), offsetof(struct event, start_time), -1},
    {SQL_MOMENT, offsetof(struct sql_event_insert, event), offsetof(struct event, end_time), -1},
    {SQL_TEXT, offsetof(struct sql_event_insert, event), offsetof(struct event, timezone), -1},
    {SQL_BOOL, offsetof(struct sql_event_insert, event), offsetof(struct event, all_day), -1},
    {SQL_TEXT, offsetof(struct sql_event_insert, event), offsetof(struct event, recurrence_rule), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_event_insert, start_local), offsetof(struct sql_event_insert, has_start_local)},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert, rdates), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_event_insert, exdates), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_insert, series_start), offsetof(struct sql_event_insert, has_series_start)},
    {SQL_INSTANT, -1, offsetof(struct sql_event_insert, series_end), offsetof(struct sql_event_insert, has_series_end)},
    {SQL_LOCAL, -1, offsetof(struct sql_event_insert, recurrence_local), offsetof(struct sql_event_insert, has_recurrence_local)},
    {SQL_TEXT, offsetof(struct sql_event_insert, event), offsetof(struct event, status), -1},
    {SQL_TEXT, offsetof(struct sql_event_insert, event), offsetof(struct event, transparency), -1},
    {SQL_TEXT, offsetof(struct sql_event_insert, event), offsetof(struct event, visibility), -1},
    {SQL_TEXTS, offsetof(struct sql_event_insert, event), offsetof(struct event, tags), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_insert, user_id), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert, terms), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_insert, split_from), offsetof(struct sql_event_insert, has_split_from)},
};
static const struct sql_column event_insert_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement event_insert_statement = {
    .name = "event_insert",
    .text = "INSERT INTO events AS e (id, calendar_id, uid, title, description, location, color, url, conference_url, properties, start_time, "
        "end_time, timezone, all_day, recurrence_rule, start_local, rdates, exdates, series_start, series_end, series_id, recurrence_local, "
        "status, transparency, visibility, tags, created_by, updated_by, terms, terms_version, split_from) "
        "VALUES ($1, $2, CASE WHEN $3::uuid IS NULL THEN coalesce($4, $1::uuid::text) END, "
        "$5, $6, $7, $8, $9, $10, $11, $12, "
        "$13, $14, $15, $16, $17, $18, $19, "
        "$20, $21, $3, $22, $23, "
        "$24, $25, $26, $27, $27, array_to_tsvector($28), 1, $29) "
        "RETURNING e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($27, e.id) AND (user_id, event_id) <= ($27, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", true AS sees_all",
    .locks = LOCKS_THEN,
    .params = event_insert_params,
    .param_count = 29,
    .columns = event_insert_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_event_insert(struct request *rq, const struct sql_event_insert *q, struct sql_stored *row)
{
    return db_one(rq, &event_insert_statement, q, row);
}

static const struct sql_param event_insert_all_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_insert_all, user_id), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_event_insert_all, ids), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_event_insert_all, calendar_ids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, uids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, titles), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, descriptions), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, locations), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, colors), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, urls), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, conference_urls), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, properties), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_event_insert_all, start_times), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_event_insert_all, end_times), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, timezones), -1},
    {SQL_INT8S, -1, offsetof(struct sql_event_insert_all, all_days), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, statuses), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, transparencies), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, visibilities), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, tags), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_insert_all, terms), -1},
};
static const struct sql_column event_insert_all_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement event_insert_all_statement = {
    .name = "event_insert_all",
    .text = "INSERT INTO events AS e (id, calendar_id, uid, title, description, location, color, url, conference_url, properties, start_time, "
        "end_time, timezone, all_day, status, transparency, visibility, tags, created_by, updated_by, terms, terms_version) "
        "SELECT n.id, n.calendar_id, n.uid, n.title, n.description, n.location, n.color, n.url, n.conference_url, "
        "decode(n.properties, 'hex'), n.start_time AT TIME ZONE 'UTC', n.end_time AT TIME ZONE 'UTC', n.timezone, n.all_day <> 0, "
        "n.status, n.transparency, n.visibility, n.tags::text[], $1, $1, array_to_tsvector(n.terms::text[]), 1 "
        "FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], "
        "$8::text[], $9::text[], $10::text[], $11::text[], $12::timestamp[], "
        "$13::timestamp[], $14::text[], $15::bigint[], $16::text[], $17::text[], "
        "$18::text[], $19::text[], $20::text[]) "
        "AS n (id, calendar_id, uid, title, description, location, color, url, conference_url, properties, start_time, "
        "end_time, timezone, all_day, status, transparency, visibility, tags, terms) "
        "ORDER BY n.calendar_id, n.uid "
        "ON CONFLICT DO NOTHING "
        "RETURNING e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", true AS sees_all",
    .locks = LOCKS_THEN,
    .params = event_insert_all_params,
    .param_count = 20,
    .columns = event_insert_all_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_event_insert_all(struct request *rq, const struct sql_event_insert_all *q, struct sql_stored **rows, size_t *count)
{
    return db_many(rq, &event_insert_all_statement, q, rows, count);
}

static const struct sql_param event_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_find, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_find, id), -1},
};
static const struct sql_column event_find_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement event_find_statement = {
    .name = "event_find",
    .text = "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", coalesce((SELECT role <> 'viewer' FROM calendar_access "
        "WHERE calendar_id = e.calendar_id AND user_id = $1), false) AS sees_all "
        "FROM events e "
        "WHERE e.id = $2 AND (e.deleted_at IS NULL AND e.series_id IS NULL) IS TRUE AND ((SELECT true FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = $1) "
        "OR (SELECT true FROM event_attendees WHERE (user_id, event_id) >= ($1, e.id) "
        "AND (user_id, event_id) <= ($1, e.id) AND (user_id IS NOT NULL) IS TRUE))",
    .params = event_find_params,
    .param_count = 2,
    .columns = event_find_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_event_find(struct request *rq, const struct sql_event_find *q, struct sql_stored *row)
{
    return db_one(rq, &event_find_statement, q, row);
}

static const struct sql_param course_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_course_find, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_course_find, user_id), -1},
};
static const struct sql_column course_find_columns[] = {
    {SQL_UUID, offsetof(struct sql_course, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_course, event.calendar_id), -1, false},
    {SQL_INT8, offsetof(struct sql_course, event.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_course, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_course, event.updated_at), -1, false},
    {SQL_TEXT, offsetof(struct sql_course, event.status), -1, false},
    {SQL_BOOL, offsetof(struct sql_course, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_course, event.timezone), -1, false},
    {SQL_MOMENT, offsetof(struct sql_course, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_course, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_course, event.recurrence_rule), -1, true},
    {SQL_LOCAL, offsetof(struct sql_course, start_local), offsetof(struct sql_course, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_course, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_course, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_course, series_end), offsetof(struct sql_course, has_series_end), true},
    {SQL_BOOL, offsetof(struct sql_course, deleted), -1, false},
    {SQL_LOCALS, offsetof(struct sql_course, walls), -1, true},
    {SQL_LOCALS, offsetof(struct sql_course, starts), -1, true},
    {SQL_LOCALS, offsetof(struct sql_course, ends), -1, true},
    {SQL_INT8S, offsetof(struct sql_course, all_days), -1, true},
    {SQL_INT8S, offsetof(struct sql_course, cancelled), -1, true},
    {SQL_UUIDS, offsetof(struct sql_course, splits), -1, false},
    {SQL_INT8, offsetof(struct sql_course, known), -1, false},
};
static const struct statement course_find_statement = {
    .name = "course_find",
    .text = "SELECT e.id, e.calendar_id, e.version, e.created_at, e.updated_at, e.status, e.all_day, e.timezone, e.start_time, e.end_time, "
        "e.recurrence_rule AS \"recurrence_rule?\", e.start_local AS \"start_local?\", e.rdates, e.exdates, "
        "e.series_end AS \"series_end?\", e.deleted_at IS NOT NULL AS deleted, o.walls AS \"walls?\", o.starts AS \"starts?\", "
        "o.ends AS \"ends?\", o.all_days AS \"all_days?\", o.cancelled AS \"cancelled?\", "
        "ARRAY(SELECT id FROM events "
        "WHERE split_from = e.id AND (split_from IS NOT NULL AND deleted_at IS NULL) IS TRUE ORDER BY id LIMIT 1000) AS splits, 1::bigint AS known "
        "FROM events AS e CROSS JOIN LATERAL ( "
        "SELECT array_agg(recurrence_local) AS walls, array_agg(start_time AT TIME ZONE 'UTC') AS starts, "
        "array_agg(end_time AT TIME ZONE 'UTC') AS ends, array_agg(all_day::int::bigint) AS all_days, "
        "array_agg((status = 'cancelled')::int::bigint) AS cancelled "
        "FROM (SELECT * FROM events WHERE series_id = e.id AND deleted_at IS NULL AND e.overridden <> '{}' "
        "ORDER BY recurrence_local) AS changed "
        ") AS o "
        "WHERE e.id = $1 AND (e.deleted_at IS NULL AND e.series_id IS NULL) IS TRUE AND ((SELECT true FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = $2) "
        "OR (SELECT true FROM event_attendees WHERE (user_id, event_id) >= ($2, e.id) "
        "AND (user_id, event_id) <= ($2, e.id) AND (user_id IS NOT NULL) IS TRUE))",
    .params = course_find_params,
    .param_count = 2,
    .columns = course_find_columns,
    .column_count = 23,
    .row_size = sizeof(struct sql_course),
};

enum err
sql_course_find(struct request *rq, const struct sql_course_find *q, struct sql_course *row)
{
    return db_one(rq, &course_find_statement, q, row);
}

static const struct sql_param course_all_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_course_all, ids), -1},
    {SQL_INT8, -1, offsetof(struct sql_course_all, most), -1},
};
static const struct sql_column course_all_columns[] = {
    {SQL_UUID, offsetof(struct sql_course, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_course, event.calendar_id), -1, false},
    {SQL_INT8, offsetof(struct sql_course, event.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_course, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_course, event.updated_at), -1, false},
    {SQL_TEXT, offsetof(struct sql_course, event.status), -1, false},
    {SQL_BOOL, offsetof(struct sql_course, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_course, event.timezone), -1, false},
    {SQL_MOMENT, offsetof(struct sql_course, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_course, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_course, event.recurrence_rule), -1, true},
    {SQL_LOCAL, offsetof(struct sql_course, start_local), offsetof(struct sql_course, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_course, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_course, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_course, series_end), offsetof(struct sql_course, has_series_end), true},
    {SQL_BOOL, offsetof(struct sql_course, deleted), -1, false},
    {SQL_LOCALS, offsetof(struct sql_course, walls), -1, true},
    {SQL_LOCALS, offsetof(struct sql_course, starts), -1, true},
    {SQL_LOCALS, offsetof(struct sql_course, ends), -1, true},
    {SQL_INT8S, offsetof(struct sql_course, all_days), -1, true},
    {SQL_INT8S, offsetof(struct sql_course, cancelled), -1, true},
    {SQL_UUIDS, offsetof(struct sql_course, splits), -1, false},
    {SQL_INT8, offsetof(struct sql_course, known), -1, false},
};
static const struct statement course_all_statement = {
    .name = "course_all",
    .text = "SELECT e.id, e.calendar_id, e.version, e.created_at, e.updated_at, e.status, e.all_day, e.timezone, e.start_time, e.end_time, "
        "e.recurrence_rule AS \"recurrence_rule?\", e.start_local AS \"start_local?\", e.rdates, e.exdates, "
        "e.series_end AS \"series_end?\", e.deleted_at IS NOT NULL AS deleted, o.walls AS \"walls?\", o.starts AS \"starts?\", "
        "o.ends AS \"ends?\", o.all_days AS \"all_days?\", o.cancelled AS \"cancelled?\", "
        "ARRAY(SELECT id FROM events "
        "WHERE split_from = e.id AND (split_from IS NOT NULL AND deleted_at IS NULL) IS TRUE ORDER BY id LIMIT 1000) AS splits, e.known "
        "FROM ( "
        "SELECT e.*, a.place, count(*) OVER () AS known, "
        "sum(cardinality(e.rdates) + cardinality(e.exdates) + cardinality(e.overridden)) "
        "OVER (ORDER BY a.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before "
        "FROM unnest($1::uuid[]) WITH ORDINALITY AS a (id, place) CROSS JOIN LATERAL ( "
        "SELECT * FROM events WHERE id = a.id AND (series_id IS NULL) IS TRUE OFFSET 0 "
        ") AS e "
        ") AS e CROSS JOIN LATERAL ( "
        "SELECT array_agg(recurrence_local) AS walls, array_agg(start_time AT TIME ZONE 'UTC') AS starts, "
        "array_agg(end_time AT TIME ZONE 'UTC') AS ends, array_agg(all_day::int::bigint) AS all_days, "
        "array_agg((status = 'cancelled')::int::bigint) AS cancelled "
        "FROM (SELECT * FROM events WHERE series_id = e.id AND deleted_at IS NULL AND e.overridden <> '{}' "
        "ORDER BY recurrence_local) AS changed "
        ") AS o "
        "WHERE coalesce(e.before, 0) < $2 "
        "ORDER BY e.place",
    .params = course_all_params,
    .param_count = 2,
    .columns = course_all_columns,
    .column_count = 23,
    .row_size = sizeof(struct sql_course),
};

enum err
sql_course_all(struct request *rq, const struct sql_course_all *q, struct sql_course **rows, size_t *count)
{
    return db_many(rq, &course_all_statement, q, rows, count);
}

static const struct sql_param occurrences_check_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_occurrences_check, user_ids), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_occurrences_check, event_ids), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_occurrences_check, walls), -1},
};
static const struct sql_column occurrences_check_columns[] = {
    {SQL_INT8, offsetof(struct sql_checked, event.version), -1, false},
    {SQL_TEXT, offsetof(struct sql_checked, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_checked, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_checked, event.visibility), -1, false},
    {SQL_BOOL, offsetof(struct sql_checked, sees_all), -1, false},
    {SQL_INT8, offsetof(struct sql_checked, place), -1, false},
};
static const struct statement occurrences_check_statement = {
    .name = "occurrences_check",
    .text = "SELECT e.version, CASE WHEN o.changed THEN o.title ELSE e.title END AS title, "
        "CASE WHEN o.changed THEN o.location ELSE e.location END AS \"location?\", "
        "CASE WHEN o.changed THEN o.visibility ELSE e.visibility END AS visibility, r.sees_all, q.place "
        "FROM unnest($1::uuid[], $2::uuid[], $3::timestamp[]) WITH ORDINALITY AS q (user_id, event_id, wall, place) "
        "CROSS JOIN LATERAL ( "
        "SELECT * FROM events WHERE id = q.event_id AND (deleted_at IS NULL AND series_id IS NULL) IS TRUE OFFSET 0 "
        ") AS e LEFT JOIN LATERAL ( "
        "SELECT role FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = q.user_id OFFSET 0 "
        ") AS a ON true CROSS JOIN LATERAL ( "
        "SELECT coalesce(a.role <> 'viewer', false) OR EXISTS ( "
        "SELECT FROM event_attendees "
        "WHERE (user_id, event_id) >= (q.user_id, e.id) AND (user_id, event_id) <= (q.user_id, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) AS sees_all "
        "OFFSET 0 "
        ") AS r LEFT JOIN LATERAL ( "
        "SELECT true AS changed, title, location, visibility FROM events "
        "WHERE series_id = e.id AND recurrence_local = q.wall AND deleted_at IS NULL AND q.wall = ANY (e.overridden) "
        "OFFSET 0 "
        ") AS o ON true "
        "WHERE a.role IS NOT NULL OR r.sees_all",
    .params = occurrences_check_params,
    .param_count = 3,
    .columns = occurrences_check_columns,
    .column_count = 6,
    .row_size = sizeof(struct sql_checked),
};

enum err
sql_occurrences_check(struct request *rq, const struct sql_occurrences_check *q, struct sql_checked **rows, size_t *count)
{
    return db_many(rq, &occurrences_check_statement, q, rows, count);
}

static const struct sql_param event_changes_params[] = {
    {SQL_XID8, -1, offsetof(struct sql_event_changes, after_xid), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_changes, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_event_changes, most), -1},
};
static const struct sql_column event_changes_columns[] = {
    {SQL_UUID, offsetof(struct sql_changed, event_change.event_id), -1, false},
    {SQL_UUID, offsetof(struct sql_changed, event_change.calendar_id), -1, false},
    {SQL_INT8, offsetof(struct sql_changed, event_change.version), -1, false},
    {SQL_BOOL, offsetof(struct sql_changed, event_change.deleted), -1, false},
    {SQL_XID8, offsetof(struct sql_changed, xid), offsetof(struct sql_changed, has_xid), true},
};
static const struct statement event_changes_statement = {
    .name = "event_changes",
    .text = "SELECT id AS event_id, calendar_id, version, deleted_at IS NOT NULL AS deleted, changed_xid AS xid "
        "FROM events "
        "WHERE (changed_xid, id) > ($1, $2) AND (changed_xid IS NOT NULL AND series_id IS NULL) IS TRUE "
        "AND changed_xid < pg_snapshot_xmin(pg_current_snapshot()) "
        "ORDER BY changed_xid, id "
        "LIMIT $3",
    .params = event_changes_params,
    .param_count = 3,
    .columns = event_changes_columns,
    .column_count = 5,
    .row_size = sizeof(struct sql_changed),
};

enum err
sql_event_changes(struct request *rq, const struct sql_event_changes *q, struct sql_changed **rows, size_t *count)
{
    return db_many(rq, &event_changes_statement, q, rows, count);
}

static const struct sql_param calendar_singles_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_singles, calendar_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_calendar_singles, after_at), -1},
    {SQL_UUID, -1, offsetof(struct sql_calendar_singles, after_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_calendar_singles, until), -1},
    {SQL_INT8, -1, offsetof(struct sql_calendar_singles, rows), -1},
};
static const struct sql_column calendar_singles_columns[] = {
    {SQL_UUID, offsetof(struct sql_calendar_singles_row, id), -1, false},
    {SQL_INSTANT, offsetof(struct sql_calendar_singles_row, start_time), -1, false},
    {SQL_BOOL, offsetof(struct sql_calendar_singles_row, is_single), -1, false},
};
static const struct statement calendar_singles_statement = {
    .name = "calendar_singles",
    .text = "SELECT id, start_time, series_end IS NULL AS is_single FROM events "
        "WHERE calendar_id = $1 AND deleted_at IS NULL AND series_id IS NULL "
        "AND (start_time, id) > ($2, $3) AND start_time < $4 "
        "ORDER BY start_time, id "
        "LIMIT $5",
    .params = calendar_singles_params,
    .param_count = 5,
    .columns = calendar_singles_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_calendar_singles_row),
};

enum err
sql_calendar_singles(struct request *rq, const struct sql_calendar_singles *q, struct sql_calendar_singles_row **rows, size_t *count)
{
    return db_many(rq, &calendar_singles_statement, q, rows, count);
}

static const struct sql_param calendar_series_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_series, calendar_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_calendar_series, from), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_calendar_series, until), -1},
    {SQL_UUID, -1, offsetof(struct sql_calendar_series, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_calendar_series, rows), -1},
};
static const struct sql_column calendar_series_columns[] = {
    {SQL_UUID, offsetof(struct sql_calendar_series_row, id), -1, false},
};
static const struct statement calendar_series_statement = {
    .name = "calendar_series",
    .text = "SELECT id FROM events "
        "WHERE calendar_id = $1 AND tstzrange(series_start, series_end) && tstzrange($2::timestamptz, $3::timestamptz) "
        "AND deleted_at IS NULL AND series_end IS NOT NULL AND (id > $4) IS TRUE "
        "ORDER BY id "
        "LIMIT $5",
    .params = calendar_series_params,
    .param_count = 5,
    .columns = calendar_series_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_calendar_series_row),
};

enum err
sql_calendar_series(struct request *rq, const struct sql_calendar_series *q, struct sql_calendar_series_row **rows, size_t *count)
{
    return db_many(rq, &calendar_series_statement, q, rows, count);
}

static const struct sql_param event_seen_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_seen, user_id), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_event_seen, ids), -1},
};
static const struct sql_column event_seen_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement event_seen_statement = {
    .name = "event_seen",
    .text = "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", coalesce((SELECT role <> 'viewer' FROM calendar_access "
        "WHERE calendar_id = e.calendar_id AND user_id = $1), false) AS sees_all "
        "FROM events e "
        "WHERE e.id = ANY ($2::uuid[]) AND (e.deleted_at IS NULL) IS TRUE "
        "AND (SELECT true FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = $1)",
    .params = event_seen_params,
    .param_count = 2,
    .columns = event_seen_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_event_seen(struct request *rq, const struct sql_event_seen *q, struct sql_stored **rows, size_t *count)
{
    return db_many(rq, &event_seen_statement, q, rows, count);
}

static const struct sql_param event_hold_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_hold, user_id), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_event_hold, other_ids), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_hold, id), -1},
};
static const struct sql_column event_hold_columns[] = {
    {SQL_UUIDS, offsetof(struct sql_event_hold_row, calendar_ids), -1, false},
    {SQL_TEXTS, offsetof(struct sql_event_hold_row, roles), -1, false},
};
static const struct statement event_hold_statement = {
    .name = "event_hold",
    .text = "SELECT ids AS calendar_ids, hold_to_write(ids, $1) AS roles "
        "FROM (SELECT e.calendar_id || $2::uuid[] AS ids "
        "FROM events e "
        "WHERE e.id = $3 AND (e.deleted_at IS NULL AND e.series_id IS NULL) IS TRUE AND ((SELECT true FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = $1) "
        "OR (SELECT true FROM event_attendees WHERE (user_id, event_id) >= ($1, e.id) "
        "AND (user_id, event_id) <= ($1, e.id) AND (user_id IS NOT NULL) IS TRUE))) AS held",
    .locks = LOCKS_FIRST,
    .params = event_hold_params,
    .param_count = 3,
    .columns = event_hold_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_event_hold_row),
};

enum err
sql_event_hold(struct request *rq, const struct sql_event_hold *q, struct sql_event_hold_row *row)
{
    return db_one(rq, &event_hold_statement, q, row);
}

static const struct sql_param batch_hold_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_batch_hold, ids), -1},
    {SQL_UUID, -1, offsetof(struct sql_batch_hold, user_id), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_batch_hold, other_ids), -1},
};
static const struct sql_column batch_hold_columns[] = {
    {SQL_UUIDS, offsetof(struct sql_batch_hold_row, calendar_ids), -1, false},
    {SQL_TEXTS, offsetof(struct sql_batch_hold_row, roles), -1, false},
};
static const struct statement batch_hold_statement = {
    .name = "batch_hold",
    .text = "WITH held AS MATERIALIZED ( "
        "SELECT ARRAY(SELECT DISTINCT calendar_id "
        "FROM (SELECT e.calendar_id FROM events e "
        "WHERE e.id = ANY ($1::uuid[]) AND (e.deleted_at IS NULL AND e.series_id IS NULL) IS TRUE AND ((SELECT true FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = $2) "
        "OR (SELECT true FROM event_attendees WHERE (user_id, event_id) >= ($2, e.id) "
        "AND (user_id, event_id) <= ($2, e.id) AND (user_id IS NOT NULL) IS TRUE)) "
        "UNION ALL SELECT unnest($3::uuid[])) AS each_of_them) AS ids "
        ") "
        "SELECT ids AS calendar_ids, hold_to_write(ids, $2) AS roles FROM held",
    .locks = LOCKS_FIRST,
    .params = batch_hold_params,
    .param_count = 3,
    .columns = batch_hold_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_batch_hold_row),
};

enum err
sql_batch_hold(struct request *rq, const struct sql_batch_hold *q, struct sql_batch_hold_row *row)
{
    return db_one(rq, &batch_hold_statement, q, row);
}

static const struct sql_param batch_lock_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_batch_lock, ids), -1},
    {SQL_UUID, -1, offsetof(struct sql_batch_lock, user_id), -1},
};
static const struct sql_column batch_lock_columns[] = {
    {SQL_UUID, offsetof(struct sql_batch_lock_row, id), -1, false},
    {SQL_UUID, offsetof(struct sql_batch_lock_row, calendar_id), -1, false},
};
static const struct statement batch_lock_statement = {
    .name = "batch_lock",
    .text = "SELECT e.id, e.calendar_id "
        "FROM events e "
        "WHERE e.id = ANY ($1::uuid[]) AND (e.deleted_at IS NULL AND e.series_id IS NULL) IS TRUE AND ((SELECT true FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = $2) "
        "OR (SELECT true FROM event_attendees WHERE (user_id, event_id) >= ($2, e.id) "
        "AND (user_id, event_id) <= ($2, e.id) AND (user_id IS NOT NULL) IS TRUE)) "
        "ORDER BY e.id "
        "FOR UPDATE OF e",
    .locks = LOCKS_THEN,
    .params = batch_lock_params,
    .param_count = 2,
    .columns = batch_lock_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_batch_lock_row),
};

enum err
sql_batch_lock(struct request *rq, const struct sql_batch_lock *q, struct sql_batch_lock_row **rows, size_t *count)
{
    return db_many(rq, &batch_lock_statement, q, rows, count);
}

static const struct sql_param event_lock_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_lock, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_lock, id), -1},
};
static const struct sql_column event_lock_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement event_lock_statement = {
    .name = "event_lock",
    .text = "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", true AS sees_all "
        "FROM events e "
        "WHERE e.id = $2 AND (e.deleted_at IS NULL AND e.series_id IS NULL) IS TRUE AND ((SELECT true FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = $1) "
        "OR (SELECT true FROM event_attendees WHERE (user_id, event_id) >= ($1, e.id) "
        "AND (user_id, event_id) <= ($1, e.id) AND (user_id IS NOT NULL) IS TRUE)) "
        "FOR UPDATE OF e",
    .locks = LOCKS_THEN,
    .params = event_lock_params,
    .param_count = 2,
    .columns = event_lock_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_event_lock(struct request *rq, const struct sql_event_lock *q, struct sql_stored *row)
{
    return db_one(rq, &event_lock_statement, q, row);
}

static const struct sql_param event_update_params[] = {
    {SQL_UUID, offsetof(struct sql_event_update, event), offsetof(struct event, calendar_id), -1},
    {SQL_TEXT, offsetof(struct sql_event_update, event), offsetof(struct event, title), -1},
    {SQL_TEXT, offsetof(struct sql_event_update, event), offsetof(struct event, description), -1},
    {SQL_TEXT, offsetof(struct sql_event_update, event), offsetof(struct event, location), -1},
    {SQL_TEXT, offsetof(struct sql_event_update, event), offsetof(struct event, color), -1},
    {SQL_TEXT, offsetof(struct sql_event_update, event), offsetof(struct event, url), -1},
    {SQL_TEXT, offsetof(struct sql_event_update, event), offsetof(struct event, conference_url), -1},
    {SQL_BYTES, offsetof(struct sql_event_update, event), offsetof(struct event, properties), -1},
    {SQL_BOOL, -1, offsetof(struct sql_event_update, revised), -1},
    {SQL_MOMENT, offsetof(struct sql_event_update, event), offsetof(struct event, start_time), -1},
    {SQL_MOMENT, offsetof(struct sql_event_update, event), offsetof(struct event, end_time), -1},
    {SQL_TEXT, offsetof(struct sql_event_update, event), offsetof(struct event, timezone), -1},
    {SQL_BOOL, offsetof(struct sql_event_update, event), offsetof(struct event, all_day), -1},
    {SQL_TEXT, offsetof(struct sql_event_update, event), offsetof(struct event, recurrence_rule), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_update, rdates), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_event_update, exdates), -1},
    {SQL_TEXT, offsetof(struct sql_event_update, event), offsetof(struct event, status), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_event_update, start_local), offsetof(struct sql_event_update, has_start_local)},
    {SQL_INSTANT, -1, offsetof(struct sql_event_update, series_start), offsetof(struct sql_event_update, has_series_start)},
    {SQL_INSTANT, -1, offsetof(struct sql_event_update, series_end), offsetof(struct sql_event_update, has_series_end)},
    {SQL_TEXT, offsetof(struct sql_event_update, event), offsetof(struct event, transparency), -1},
    {SQL_TEXT, offsetof(struct sql_event_update, event), offsetof(struct event, visibility), -1},
    {SQL_TEXTS, offsetof(struct sql_event_update, event), offsetof(struct event, tags), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_update, terms), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_update, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_update, id), -1},
};
static const struct sql_column event_update_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement event_update_statement = {
    .name = "event_update",
    .text = "UPDATE events AS e "
        "SET calendar_id = $1, title = $2, description = $3, "
        "location = $4, color = $5, url = $6, conference_url = $7, properties = $8, "
        "sequence = sequence + ($9::boolean OR "
        "(start_time, end_time, timezone, all_day, recurrence_rule, rdates, exdates, location, status) IS DISTINCT FROM "
        "($10, $11, $12, $13, $14, $15, $16, "
        "$4, $17))::int, "
        "start_time = $10, end_time = $11, "
        "timezone = $12, all_day = $13, recurrence_rule = $14, "
        "start_local = $18, rdates = $15, exdates = $16, series_start = $19, series_end = $20, "
        "status = $17, transparency = $21, visibility = $22, "
        "tags = $23, "
        "terms = array_to_tsvector($24), terms_version = version + 1, version = version + 1, updated_by = $25, updated_at = now(), "
        "changed_xid = pg_current_xact_id() "
        "WHERE id = $26 AND deleted_at IS NULL "
        "RETURNING e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($25, e.id) AND (user_id, event_id) <= ($25, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", true AS sees_all",
    .locks = LOCKS_THEN,
    .params = event_update_params,
    .param_count = 26,
    .columns = event_update_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_event_update(struct request *rq, const struct sql_event_update *q, struct sql_stored *row)
{
    return db_one(rq, &event_update_statement, q, row);
}

static const struct sql_param series_settle_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_series_settle, id), -1},
};
static const struct statement series_settle_statement = {
    .name = "series_settle",
    .text = "UPDATE events AS s "
        "SET overridden = o.walls, series_start = least(s.series_start, o.first), series_end = greatest(s.series_end, o.last) "
        "FROM (SELECT coalesce(array_agg(recurrence_local ORDER BY recurrence_local), '{}') AS walls, "
        "min(start_time) AS first, max(end_time) + interval '1 microsecond' AS last "
        "FROM events WHERE series_id = $1 AND deleted_at IS NULL) AS o "
        "WHERE s.id = $1",
    .locks = LOCKS_THEN,
    .params = series_settle_params,
    .param_count = 1,
};

enum err
sql_series_settle(struct request *rq, const struct sql_series_settle *q, int64_t *affected)
{
    return db_exec(rq, &series_settle_statement, q, affected);
}

static const struct sql_param event_delete_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_delete, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_delete, id), -1},
};
static const struct statement event_delete_statement = {
    .name = "event_delete",
    .text = "UPDATE events "
        "SET deleted_at = now(), version = version + 1, terms_version = terms_version + 1, updated_by = $1, updated_at = now(), "
        "changed_xid = pg_current_xact_id() "
        "WHERE (id = $2 OR series_id = $2) AND deleted_at IS NULL",
    .locks = LOCKS_THEN,
    .params = event_delete_params,
    .param_count = 2,
};

enum err
sql_event_delete(struct request *rq, const struct sql_event_delete *q, int64_t *affected)
{
    return db_exec(rq, &event_delete_statement, q, affected);
}

static const struct sql_param event_find_deleted_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_find_deleted, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_find_deleted, id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_event_find_deleted, now), -1},
};
static const struct sql_column event_find_deleted_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement event_find_deleted_statement = {
    .name = "event_find_deleted",
    .text = "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", true AS sees_all "
        "FROM events e "
        "WHERE e.id = $2 AND (e.deleted_at > $3::timestamptz - interval '30 days' AND e.series_id IS NULL) IS TRUE "
        "AND (SELECT true FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = $1)",
    .params = event_find_deleted_params,
    .param_count = 3,
    .columns = event_find_deleted_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_event_find_deleted(struct request *rq, const struct sql_event_find_deleted *q, struct sql_stored *row)
{
    return db_one(rq, &event_find_deleted_statement, q, row);
}

static const struct sql_param event_restore_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_restore, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_restore, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_restore, calendar_id), -1},
};
static const struct statement event_restore_statement = {
    .name = "event_restore",
    .text = "UPDATE events "
        "SET deleted_at = NULL, version = version + 1, terms_version = terms_version + 1, updated_by = $1, updated_at = now(), "
        "changed_xid = pg_current_xact_id() "
        "WHERE id = ANY (ARRAY(SELECT $2::uuid UNION ALL "
        "SELECT id FROM events WHERE series_id = $2 AND (deleted_at IS NOT NULL AND series_id IS NOT NULL) IS TRUE)) "
        "AND (deleted_at = (SELECT deleted_at FROM events WHERE id = $2) AND calendar_id = $3) IS TRUE",
    .locks = LOCKS_THEN,
    .params = event_restore_params,
    .param_count = 3,
};

enum err
sql_event_restore(struct request *rq, const struct sql_event_restore *q, int64_t *affected)
{
    return db_exec(rq, &event_restore_statement, q, affected);
}

static const struct sql_param event_stale_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_stale, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_event_stale, rows), -1},
};
static const struct sql_column event_stale_columns[] = {
    {SQL_UUID, offsetof(struct sql_event_stale_row, id), -1, false},
    {SQL_UUID, offsetof(struct sql_event_stale_row, calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_event_stale_row, title), -1, false},
    {SQL_TEXT, offsetof(struct sql_event_stale_row, description), -1, true},
    {SQL_TEXT, offsetof(struct sql_event_stale_row, location), -1, true},
    {SQL_TEXTS, offsetof(struct sql_event_stale_row, tags), -1, false},
    {SQL_TEXT, offsetof(struct sql_event_stale_row, visibility), -1, false},
    {SQL_BOOL, offsetof(struct sql_event_stale_row, is_series), -1, false},
    {SQL_BOOL, offsetof(struct sql_event_stale_row, is_override), -1, false},
};
static const struct statement event_stale_statement = {
    .name = "event_stale",
    .text = "SELECT e.id, e.calendar_id, e.title, left(e.description, 8000) AS \"description?\", e.location AS \"location?\", e.tags, "
        "e.visibility, e.series_end IS NOT NULL AS is_series, e.series_id IS NOT NULL AS is_override "
        "FROM events AS e "
        "WHERE (e.terms_version <> e.version AND e.deleted_at IS NULL) IS TRUE AND e.id > $1 "
        "ORDER BY e.id "
        "LIMIT $2 "
        "FOR UPDATE SKIP LOCKED",
    .locks = LOCKS_THEN,
    .params = event_stale_params,
    .param_count = 2,
    .columns = event_stale_columns,
    .column_count = 9,
    .row_size = sizeof(struct sql_event_stale_row),
};

enum err
sql_event_stale(struct request *rq, const struct sql_event_stale *q, struct sql_event_stale_row **rows, size_t *count)
{
    return db_many(rq, &event_stale_statement, q, rows, count);
}

static const struct sql_param event_terms_set_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_event_terms_set, ids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_event_terms_set, terms), -1},
};
static const struct statement event_terms_set_statement = {
    .name = "event_terms_set",
    .text = "UPDATE events AS e SET terms = t.terms, terms_version = e.version "
        "FROM (SELECT id, array_to_tsvector(array_agg(term)) AS terms "
        "FROM unnest($1::uuid[], $2::text[]) AS u (id, term) GROUP BY id) AS t "
        "WHERE e.id = t.id",
    .locks = LOCKS_THEN,
    .params = event_terms_set_params,
    .param_count = 2,
};

enum err
sql_event_terms_set(struct request *rq, const struct sql_event_terms_set *q, int64_t *affected)
{
    return db_exec(rq, &event_terms_set_statement, q, affected);
}

static const struct sql_param override_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_override_find, user_id), -1},
    {SQL_BOOL, -1, offsetof(struct sql_override_find, sees_all), -1},
    {SQL_UUID, -1, offsetof(struct sql_override_find, series_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_override_find, recurrence_local), -1},
};
static const struct sql_column override_find_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement override_find_statement = {
    .name = "override_find",
    .text = "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", $2::boolean AS sees_all "
        "FROM events e "
        "WHERE e.series_id = $3 AND e.recurrence_local = $4 AND e.deleted_at IS NULL",
    .params = override_find_params,
    .param_count = 4,
    .columns = override_find_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_override_find(struct request *rq, const struct sql_override_find *q, struct sql_stored *row)
{
    return db_one(rq, &override_find_statement, q, row);
}

static const struct sql_param override_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_override_page, series_id), -1},
};
static const struct sql_column override_page_columns[] = {
    {SQL_UUID, offsetof(struct sql_override_page_row, id), -1, false},
    {SQL_LOCAL, offsetof(struct sql_override_page_row, recurrence_local), offsetof(struct sql_override_page_row, has_recurrence_local), true},
};
static const struct statement override_page_statement = {
    .name = "override_page",
    .text = "SELECT id, recurrence_local AS recurrence_local FROM events "
        "WHERE series_id = $1 AND deleted_at IS NULL "
        "ORDER BY recurrence_local",
    .params = override_page_params,
    .param_count = 1,
    .columns = override_page_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_override_page_row),
};

enum err
sql_override_page(struct request *rq, const struct sql_override_page *q, struct sql_override_page_row **rows, size_t *count)
{
    return db_many(rq, &override_page_statement, q, rows, count);
}

static const struct sql_param override_times_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_override_times, series_id), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_override_times, walls), -1},
};
static const struct sql_column override_times_columns[] = {
    {SQL_LOCAL, offsetof(struct sql_override_times_row, recurrence_local), offsetof(struct sql_override_times_row, has_recurrence_local), true},
    {SQL_INSTANT, offsetof(struct sql_override_times_row, start_time), -1, false},
    {SQL_INSTANT, offsetof(struct sql_override_times_row, end_time), -1, false},
    {SQL_BOOL, offsetof(struct sql_override_times_row, all_day), -1, false},
};
static const struct statement override_times_statement = {
    .name = "override_times",
    .text = "SELECT recurrence_local AS recurrence_local, start_time, end_time, all_day FROM events "
        "WHERE series_id = $1 AND recurrence_local = ANY ($2::timestamp[]) AND deleted_at IS NULL "
        "ORDER BY recurrence_local",
    .params = override_times_params,
    .param_count = 2,
    .columns = override_times_columns,
    .column_count = 4,
    .row_size = sizeof(struct sql_override_times_row),
};

enum err
sql_override_times(struct request *rq, const struct sql_override_times *q, struct sql_override_times_row **rows, size_t *count)
{
    return db_many(rq, &override_times_statement, q, rows, count);
}

static const struct sql_param override_count_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_override_count, series_id), -1},
};
static const struct sql_column override_count_columns[] = {
    {SQL_INT8, offsetof(struct sql_override_count_row, count), -1, false},
};
static const struct statement override_count_statement = {
    .name = "override_count",
    .text = "SELECT count(*) AS count FROM events WHERE series_id = $1 AND deleted_at IS NULL",
    .params = override_count_params,
    .param_count = 1,
    .columns = override_count_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_override_count_row),
};

enum err
sql_override_count(struct request *rq, const struct sql_override_count *q, struct sql_override_count_row *row)
{
    return db_one(rq, &override_count_statement, q, row);
}

static const struct sql_param override_move_all_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_override_move_all, series_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_override_move_all, calendar_id), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_override_move_all, ids), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_override_move_all, walls), -1},
};
static const struct statement override_move_all_statement = {
    .name = "override_move_all",
    .text = "UPDATE events AS e "
        "SET series_id = $1, recurrence_local = m.recurrence_local, calendar_id = $2, deleted_at = NULL "
        "FROM unnest($3::uuid[], $4::timestamp[]) AS m (id, recurrence_local) "
        "WHERE e.id = m.id",
    .locks = LOCKS_THEN,
    .params = override_move_all_params,
    .param_count = 4,
};

enum err
sql_override_move_all(struct request *rq, const struct sql_override_move_all *q, int64_t *affected)
{
    return db_exec(rq, &override_move_all_statement, q, affected);
}

static const struct sql_param override_drop_all_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_override_drop_all, ids), -1},
};
static const struct statement override_drop_all_statement = {
    .name = "override_drop_all",
    .text = "UPDATE events SET deleted_at = now(), updated_at = now() WHERE id = ANY ($1::uuid[]) AND deleted_at IS NULL",
    .locks = LOCKS_THEN,
    .params = override_drop_all_params,
    .param_count = 1,
};

enum err
sql_override_drop_all(struct request *rq, const struct sql_override_drop_all *q, int64_t *affected)
{
    return db_exec(rq, &override_drop_all_statement, q, affected);
}

static const struct sql_param override_drop_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_override_drop, id), -1},
};
static const struct statement override_drop_statement = {
    .name = "override_drop",
    .text = "UPDATE events SET deleted_at = now(), updated_at = now() WHERE id = $1 AND deleted_at IS NULL",
    .locks = LOCKS_THEN,
    .params = override_drop_params,
    .param_count = 1,
};

enum err
sql_override_drop(struct request *rq, const struct sql_override_drop *q, int64_t *affected)
{
    return db_exec(rq, &override_drop_statement, q, affected);
}

static const struct sql_param attendee_all_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_attendee_all, event_id), -1},
};
static const struct sql_column attendee_all_columns[] = {
    {SQL_UUID, offsetof(struct sql_attendee_all_row, id), -1, false},
    {SQL_UUID, offsetof(struct sql_attendee_all_row, user_id), offsetof(struct sql_attendee_all_row, has_user_id), true},
    {SQL_TEXT, offsetof(struct sql_attendee_all_row, email), -1, true},
    {SQL_TEXT, offsetof(struct sql_attendee_all_row, name), -1, true},
    {SQL_TEXT, offsetof(struct sql_attendee_all_row, status), -1, false},
};
static const struct statement attendee_all_statement = {
    .name = "attendee_all",
    .text = "SELECT id, user_id AS \"user_id?\", email AS \"email?\", name AS \"name?\", status FROM event_attendees "
        "WHERE event_id = $1 ORDER BY id",
    .params = attendee_all_params,
    .param_count = 1,
    .columns = attendee_all_columns,
    .column_count = 5,
    .row_size = sizeof(struct sql_attendee_all_row),
};

enum err
sql_attendee_all(struct request *rq, const struct sql_attendee_all *q, struct sql_attendee_all_row **rows, size_t *count)
{
    return db_many(rq, &attendee_all_statement, q, rows, count);
}

static const struct sql_param attendee_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_attendee_page, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_attendee_page, event_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_attendee_page, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_attendee_page, rows), -1},
};
static const struct sql_column attendee_page_columns[] = {
    {SQL_UUID, offsetof(struct attendee, id), -1, false},
    {SQL_UUID, offsetof(struct attendee, event_id), -1, false},
    {SQL_UUID, offsetof(struct attendee, calendar_id), -1, false},
    {SQL_UUID, offsetof(struct attendee, user_id), offsetof(struct attendee, has_user_id), true},
    {SQL_TEXT, offsetof(struct attendee, email), -1, true},
    {SQL_TEXT, offsetof(struct attendee, name), -1, true},
    {SQL_TEXT, offsetof(struct attendee, status), -1, false},
    {SQL_INT8, offsetof(struct attendee, version), -1, false},
    {SQL_INSTANT, offsetof(struct attendee, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct attendee, updated_at), -1, false},
};
static const struct statement attendee_page_statement = {
    .name = "attendee_page",
    .text = "SELECT id, event_id, $1::uuid AS calendar_id, user_id AS \"user_id?\", email AS \"email?\", name AS \"name?\", status, version, "
        "created_at, updated_at FROM event_attendees "
        "WHERE (event_id, id) > ($2, $3) AND (event_id, id) <= ($2, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "ORDER BY event_id, id LIMIT $4",
    .params = attendee_page_params,
    .param_count = 4,
    .columns = attendee_page_columns,
    .column_count = 10,
    .row_size = sizeof(struct attendee),
};

enum err
sql_attendee_page(struct request *rq, const struct sql_attendee_page *q, struct attendee **rows, size_t *count)
{
    return db_many(rq, &attendee_page_statement, q, rows, count);
}

static const struct sql_param attendee_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_attendee_find, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_attendee_find, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_attendee_find, event_id), -1},
};
static const struct sql_column attendee_find_columns[] = {
    {SQL_UUID, offsetof(struct attendee, id), -1, false},
    {SQL_UUID, offsetof(struct attendee, event_id), -1, false},
    {SQL_UUID, offsetof(struct attendee, calendar_id), -1, false},
    {SQL_UUID, offsetof(struct attendee, user_id), offsetof(struct attendee, has_user_id), true},
    {SQL_TEXT, offsetof(struct attendee, email), -1, true},
    {SQL_TEXT, offsetof(struct attendee, name), -1, true},
    {SQL_TEXT, offsetof(struct attendee, status), -1, false},
    {SQL_INT8, offsetof(struct attendee, version), -1, false},
    {SQL_INSTANT, offsetof(struct attendee, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct attendee, updated_at), -1, false},
};
static const struct statement attendee_find_statement = {
    .name = "attendee_find",
    .text = "SELECT id, event_id, $1::uuid AS calendar_id, user_id AS \"user_id?\", email AS \"email?\", name AS \"name?\", status, version, "
        "created_at, updated_at FROM event_attendees WHERE id = $2 AND (event_id = $3) IS TRUE",
    .params = attendee_find_params,
    .param_count = 3,
    .columns = attendee_find_columns,
    .column_count = 10,
    .row_size = sizeof(struct attendee),
};

enum err
sql_attendee_find(struct request *rq, const struct sql_attendee_find *q, struct attendee *row)
{
    return db_one(rq, &attendee_find_statement, q, row);
}

static const struct sql_param attendee_lock_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_attendee_lock, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_attendee_lock, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_attendee_lock, event_id), -1},
};
static const struct sql_column attendee_lock_columns[] = {
    {SQL_UUID, offsetof(struct attendee, id), -1, false},
    {SQL_UUID, offsetof(struct attendee, event_id), -1, false},
    {SQL_UUID, offsetof(struct attendee, calendar_id), -1, false},
    {SQL_UUID, offsetof(struct attendee, user_id), offsetof(struct attendee, has_user_id), true},
    {SQL_TEXT, offsetof(struct attendee, email), -1, true},
    {SQL_TEXT, offsetof(struct attendee, name), -1, true},
    {SQL_TEXT, offsetof(struct attendee, status), -1, false},
    {SQL_INT8, offsetof(struct attendee, version), -1, false},
    {SQL_INSTANT, offsetof(struct attendee, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct attendee, updated_at), -1, false},
};
static const struct statement attendee_lock_statement = {
    .name = "attendee_lock",
    .text = "SELECT id, event_id, $1::uuid AS calendar_id, user_id AS \"user_id?\", email AS \"email?\", name AS \"name?\", status, version, "
        "created_at, updated_at FROM event_attendees WHERE id = $2 AND (event_id = $3) IS TRUE FOR UPDATE",
    .locks = LOCKS_THEN,
    .params = attendee_lock_params,
    .param_count = 3,
    .columns = attendee_lock_columns,
    .column_count = 10,
    .row_size = sizeof(struct attendee),
};

enum err
sql_attendee_lock(struct request *rq, const struct sql_attendee_lock *q, struct attendee *row)
{
    return db_one(rq, &attendee_lock_statement, q, row);
}

static const struct sql_param attendee_insert_all_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_attendee_insert_all, event_id), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_attendee_insert_all, ids), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_attendee_insert_all, user_ids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_attendee_insert_all, emails), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_attendee_insert_all, names), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_attendee_insert_all, statuses), -1},
};
static const struct statement attendee_insert_all_statement = {
    .name = "attendee_insert_all",
    .text = "INSERT INTO event_attendees (id, event_id, user_id, email, name, status, starts, reach, live, hides) "
        "SELECT u.id, $1, nullif(u.user_id, '00000000-0000-0000-0000-000000000000'), nullif(u.email, ''), nullif(u.name, ''), u.status, "
        "e.start_time, reach_of(e), e.deleted_at IS NULL, hides(e) "
        "FROM (SELECT * FROM events WHERE id = $1 OFFSET 0) AS e CROSS JOIN "
        "unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[]) AS u (id, user_id, email, name, status)",
    .locks = LOCKS_THEN,
    .params = attendee_insert_all_params,
    .param_count = 6,
};

enum err
sql_attendee_insert_all(struct request *rq, const struct sql_attendee_insert_all *q, int64_t *affected)
{
    return db_exec(rq, &attendee_insert_all_statement, q, affected);
}

static const struct sql_param attendee_drop_all_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_attendee_drop_all, ids), -1},
};
static const struct statement attendee_drop_all_statement = {
    .name = "attendee_drop_all",
    .text = "DELETE FROM event_attendees WHERE id = ANY ($1::uuid[])",
    .locks = LOCKS_THEN,
    .params = attendee_drop_all_params,
    .param_count = 1,
};

enum err
sql_attendee_drop_all(struct request *rq, const struct sql_attendee_drop_all *q, int64_t *affected)
{
    return db_exec(rq, &attendee_drop_all_statement, q, affected);
}

static const struct sql_param attendee_rename_all_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_attendee_rename_all, ids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_attendee_rename_all, names), -1},
};
static const struct statement attendee_rename_all_statement = {
    .name = "attendee_rename_all",
    .text = "UPDATE event_attendees AS a SET name = nullif(u.name, ''), version = version + 1, updated_at = now() "
        "FROM unnest($1::uuid[], $2::text[]) AS u (id, name) "
        "WHERE a.id = u.id",
    .locks = LOCKS_THEN,
    .params = attendee_rename_all_params,
    .param_count = 2,
};

enum err
sql_attendee_rename_all(struct request *rq, const struct sql_attendee_rename_all *q, int64_t *affected)
{
    return db_exec(rq, &attendee_rename_all_statement, q, affected);
}

static const struct sql_param attendee_set_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_attendee_set, name), -1},
    {SQL_TEXT, -1, offsetof(struct sql_attendee_set, status), -1},
    {SQL_UUID, -1, offsetof(struct sql_attendee_set, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_attendee_set, calendar_id), -1},
};
static const struct sql_column attendee_set_columns[] = {
    {SQL_UUID, offsetof(struct attendee, id), -1, false},
    {SQL_UUID, offsetof(struct attendee, event_id), -1, false},
    {SQL_UUID, offsetof(struct attendee, calendar_id), -1, false},
    {SQL_UUID, offsetof(struct attendee, user_id), offsetof(struct attendee, has_user_id), true},
    {SQL_TEXT, offsetof(struct attendee, email), -1, true},
    {SQL_TEXT, offsetof(struct attendee, name), -1, true},
    {SQL_TEXT, offsetof(struct attendee, status), -1, false},
    {SQL_INT8, offsetof(struct attendee, version), -1, false},
    {SQL_INSTANT, offsetof(struct attendee, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct attendee, updated_at), -1, false},
};
static const struct statement attendee_set_statement = {
    .name = "attendee_set",
    .text = "UPDATE event_attendees SET name = $1, status = $2, version = version + 1, updated_at = now() "
        "WHERE id = $3 "
        "RETURNING id, event_id, $4::uuid AS calendar_id, user_id AS \"user_id?\", email AS \"email?\", name AS \"name?\", status, version, "
        "created_at, updated_at",
    .locks = LOCKS_THEN,
    .params = attendee_set_params,
    .param_count = 4,
    .columns = attendee_set_columns,
    .column_count = 10,
    .row_size = sizeof(struct attendee),
};

enum err
sql_attendee_set(struct request *rq, const struct sql_attendee_set *q, struct attendee *row)
{
    return db_one(rq, &attendee_set_statement, q, row);
}

static const struct sql_param answer_at_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_answer_at, event_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_answer_at, wall), -1},
};
static const struct sql_column answer_at_columns[] = {
    {SQL_UUID, offsetof(struct sql_answer_at_row, attendee_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_answer_at_row, status), -1, false},
};
static const struct statement answer_at_statement = {
    .name = "answer_at",
    .text = "SELECT a.id AS attendee_id, w.status "
        "FROM (SELECT id FROM event_attendees WHERE event_id = $1 OFFSET 0) AS a CROSS JOIN LATERAL ( "
        "SELECT status FROM event_answers "
        "WHERE attendee_id = a.id AND wall <= $2::timestamp AND (onwards OR wall = $2) IS TRUE "
        "ORDER BY wall DESC, onwards LIMIT 1 "
        ") AS w",
    .params = answer_at_params,
    .param_count = 2,
    .columns = answer_at_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_answer_at_row),
};

enum err
sql_answer_at(struct request *rq, const struct sql_answer_at *q, struct sql_answer_at_row **rows, size_t *count)
{
    return db_many(rq, &answer_at_statement, q, rows, count);
}

static const struct sql_param answer_own_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_answer_own, event_ids), -1},
    {SQL_UUID, -1, offsetof(struct sql_answer_own, user_id), -1},
};
static const struct sql_column answer_own_columns[] = {
    {SQL_UUID, offsetof(struct sql_answer_own_row, event_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_answer_own_row, whole), -1, false},
    {SQL_LOCAL, offsetof(struct sql_answer_own_row, wall), offsetof(struct sql_answer_own_row, has_wall), true},
    {SQL_BOOL, offsetof(struct sql_answer_own_row, onwards), offsetof(struct sql_answer_own_row, has_onwards), true},
    {SQL_TEXT, offsetof(struct sql_answer_own_row, status), -1, true},
};
static const struct statement answer_own_statement = {
    .name = "answer_own",
    .text = "SELECT a.event_id, a.status AS whole, w.wall AS \"wall?\", w.onwards AS \"onwards?\", w.status AS \"status?\" "
        "FROM unnest($1::uuid[]) AS e (id) CROSS JOIN LATERAL ( "
        "SELECT id, event_id, status FROM event_attendees "
        "WHERE (user_id, event_id) >= ($2, e.id) AND (user_id, event_id) <= ($2, e.id) AND (user_id IS NOT NULL) IS TRUE "
        "OFFSET 0 "
        ") AS a LEFT JOIN LATERAL ( "
        "SELECT wall, onwards, status FROM event_answers WHERE attendee_id = a.id OFFSET 0 "
        ") AS w ON true "
        "ORDER BY a.event_id, w.wall, w.onwards DESC",
    .params = answer_own_params,
    .param_count = 2,
    .columns = answer_own_columns,
    .column_count = 5,
    .row_size = sizeof(struct sql_answer_own_row),
};

enum err
sql_answer_own(struct request *rq, const struct sql_answer_own *q, struct sql_answer_own_row **rows, size_t *count)
{
    return db_many(rq, &answer_own_statement, q, rows, count);
}

static const struct sql_param answer_walls_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_answer_walls, event_id), -1},
};
static const struct sql_column answer_walls_columns[] = {
    {SQL_LOCALS, offsetof(struct sql_answer_walls_row, walls), -1, false},
};
static const struct statement answer_walls_statement = {
    .name = "answer_walls",
    .text = "SELECT ARRAY(SELECT DISTINCT w.wall "
        "FROM (SELECT id FROM event_attendees WHERE event_id = $1 OFFSET 0) AS a CROSS JOIN LATERAL ( "
        "SELECT wall FROM event_answers WHERE attendee_id = a.id OFFSET 0) AS w "
        "ORDER BY w.wall) AS walls",
    .params = answer_walls_params,
    .param_count = 1,
    .columns = answer_walls_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_answer_walls_row),
};

enum err
sql_answer_walls(struct request *rq, const struct sql_answer_walls *q, struct sql_answer_walls_row *row)
{
    return db_one(rq, &answer_walls_statement, q, row);
}

static const struct sql_param answer_count_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_answer_count, attendee_id), -1},
};
static const struct sql_column answer_count_columns[] = {
    {SQL_INT8, offsetof(struct sql_answer_count_row, count), -1, false},
};
static const struct statement answer_count_statement = {
    .name = "answer_count",
    .text = "SELECT count(*) AS count FROM event_answers WHERE attendee_id = $1",
    .params = answer_count_params,
    .param_count = 1,
    .columns = answer_count_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_answer_count_row),
};

enum err
sql_answer_count(struct request *rq, const struct sql_answer_count *q, struct sql_answer_count_row *row)
{
    return db_one(rq, &answer_count_statement, q, row);
}

static const struct sql_param answer_give_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_answer_give, attendee_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_answer_give, wall), -1},
    {SQL_BOOL, -1, offsetof(struct sql_answer_give, onwards), -1},
    {SQL_TEXT, -1, offsetof(struct sql_answer_give, status), -1},
};
static const struct statement answer_give_statement = {
    .name = "answer_give",
    .text = "INSERT INTO event_answers AS w (attendee_id, wall, onwards, status) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (attendee_id, wall, onwards) DO UPDATE SET status = excluded.status",
    .locks = LOCKS_THEN,
    .params = answer_give_params,
    .param_count = 4,
};

enum err
sql_answer_give(struct request *rq, const struct sql_answer_give *q, int64_t *affected)
{
    return db_exec(rq, &answer_give_statement, q, affected);
}

static const struct sql_param answer_behind_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_answer_behind, attendee_id), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_answer_behind, wall), -1},
};
static const struct statement answer_behind_statement = {
    .name = "answer_behind",
    .text = "DELETE FROM event_answers WHERE attendee_id = $1 AND wall >= $2",
    .locks = LOCKS_THEN,
    .params = answer_behind_params,
    .param_count = 2,
};

enum err
sql_answer_behind(struct request *rq, const struct sql_answer_behind *q, int64_t *affected)
{
    return db_exec(rq, &answer_behind_statement, q, affected);
}

static const struct sql_param answer_forget_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_answer_forget, attendee_id), -1},
};
static const struct statement answer_forget_statement = {
    .name = "answer_forget",
    .text = "DELETE FROM event_answers WHERE attendee_id = $1",
    .locks = LOCKS_THEN,
    .params = answer_forget_params,
    .param_count = 1,
};

enum err
sql_answer_forget(struct request *rq, const struct sql_answer_forget *q, int64_t *affected)
{
    return db_exec(rq, &answer_forget_statement, q, affected);
}

static const struct sql_param answer_drop_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_answer_drop, event_id), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_answer_drop, walls), -1},
};
static const struct statement answer_drop_statement = {
    .name = "answer_drop",
    .text = "DELETE FROM event_answers "
        "WHERE attendee_id = ANY (ARRAY(SELECT id FROM event_attendees WHERE event_id = $1)) "
        "AND wall = ANY ($2::timestamp[]) AND NOT onwards",
    .locks = LOCKS_THEN,
    .params = answer_drop_params,
    .param_count = 2,
};

enum err
sql_answer_drop(struct request *rq, const struct sql_answer_drop *q, int64_t *affected)
{
    return db_exec(rq, &answer_drop_statement, q, affected);
}

static const struct sql_param answer_cut_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_answer_cut, event_id), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_answer_cut, walls), -1},
};
static const struct statement answer_cut_statement = {
    .name = "answer_cut",
    .text = "DELETE FROM event_answers "
        "WHERE attendee_id = ANY (ARRAY(SELECT id FROM event_attendees WHERE event_id = $1)) "
        "AND wall = ANY ($2::timestamp[])",
    .locks = LOCKS_THEN,
    .params = answer_cut_params,
    .param_count = 2,
};

enum err
sql_answer_cut(struct request *rq, const struct sql_answer_cut *q, int64_t *affected)
{
    return db_exec(rq, &answer_cut_statement, q, affected);
}

static const struct sql_param answer_move_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_answer_move, event_id), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_answer_move, from_walls), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_answer_move, to_walls), -1},
};
static const struct statement answer_move_statement = {
    .name = "answer_move",
    .text = "WITH gone AS ( "
        "DELETE FROM event_answers "
        "WHERE attendee_id = ANY (ARRAY(SELECT id FROM event_attendees WHERE event_id = $1)) "
        "AND wall = ANY ($2::timestamp[]) "
        "RETURNING attendee_id, wall, onwards, status "
        ") "
        "INSERT INTO event_answers (attendee_id, wall, onwards, status) "
        "SELECT g.attendee_id, m.wall, g.onwards, g.status "
        "FROM gone AS g JOIN unnest($2::timestamp[], $3::timestamp[]) AS m (was, wall) ON m.was = g.wall "
        "ORDER BY g.attendee_id, m.wall "
        "ON CONFLICT (attendee_id, wall, onwards) DO NOTHING",
    .locks = LOCKS_THEN,
    .params = answer_move_params,
    .param_count = 3,
};

enum err
sql_answer_move(struct request *rq, const struct sql_answer_move *q, int64_t *affected)
{
    return db_exec(rq, &answer_move_statement, q, affected);
}

static const struct sql_param answer_copy_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_answer_copy, old_ids), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_answer_copy, new_ids), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_answer_copy, from_walls), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_answer_copy, to_walls), -1},
};
static const struct statement answer_copy_statement = {
    .name = "answer_copy",
    .text = "INSERT INTO event_answers (attendee_id, wall, onwards, status) "
        "SELECT a.new_id, m.wall, w.onwards, w.status "
        "FROM unnest($1::uuid[], $2::uuid[]) AS a (old_id, new_id) CROSS JOIN LATERAL ( "
        "SELECT wall, onwards, status FROM event_answers WHERE attendee_id = a.old_id OFFSET 0 "
        ") AS w JOIN unnest($3::timestamp[], $4::timestamp[]) AS m (was, wall) ON m.was = w.wall "
        "ON CONFLICT (attendee_id, wall, onwards) DO NOTHING",
    .locks = LOCKS_THEN,
    .params = answer_copy_params,
    .param_count = 4,
};

enum err
sql_answer_copy(struct request *rq, const struct sql_answer_copy *q, int64_t *affected)
{
    return db_exec(rq, &answer_copy_statement, q, affected);
}

static const struct sql_param answer_inherit_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_answer_inherit, old_ids), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_answer_inherit, new_ids), -1},
    {SQL_LOCAL, -1, offsetof(struct sql_answer_inherit, wall), -1},
};
static const struct statement answer_inherit_statement = {
    .name = "answer_inherit",
    .text = "UPDATE event_attendees AS n SET status = i.status "
        "FROM (SELECT a.new_id, w.status "
        "FROM unnest($1::uuid[], $2::uuid[]) AS a (old_id, new_id) CROSS JOIN LATERAL ( "
        "SELECT status FROM event_answers "
        "WHERE attendee_id = a.old_id AND wall < $3::timestamp AND onwards "
        "ORDER BY wall DESC LIMIT 1 "
        ") AS w OFFSET 0) AS i "
        "WHERE n.id = i.new_id",
    .locks = LOCKS_THEN,
    .params = answer_inherit_params,
    .param_count = 3,
};

enum err
sql_answer_inherit(struct request *rq, const struct sql_answer_inherit *q, int64_t *affected)
{
    return db_exec(rq, &answer_inherit_statement, q, affected);
}

static const struct sql_param event_attendees_set_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_attendees_set, id), -1},
    {SQL_BYTES, -1, offsetof(struct sql_event_attendees_set, invited), -1},
    {SQL_BOOL, -1, offsetof(struct sql_event_attendees_set, raised), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_attendees_set, user_id), -1},
};
static const struct sql_column event_attendees_set_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement event_attendees_set_statement = {
    .name = "event_attendees_set",
    .text = "UPDATE events AS e "
        "SET attendee_count = (SELECT count(*) FROM event_attendees WHERE event_id = $1), attendees = $2, "
        "version = version + $3::boolean::int, terms_version = terms_version + $3::boolean::int, "
        "updated_by = CASE WHEN $3 AND $4 <> '00000000-0000-0000-0000-000000000000' THEN $4 ELSE updated_by END, "
        "updated_at = CASE WHEN $3 THEN now() ELSE updated_at END, "
        "changed_xid = CASE WHEN $3 THEN pg_current_xact_id() ELSE changed_xid END "
        "WHERE id = $1 "
        "RETURNING e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($4, e.id) AND (user_id, event_id) <= ($4, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", true AS sees_all",
    .locks = LOCKS_THEN,
    .params = event_attendees_set_params,
    .param_count = 4,
    .columns = event_attendees_set_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_event_attendees_set(struct request *rq, const struct sql_event_attendees_set *q, struct sql_stored *row)
{
    return db_one(rq, &event_attendees_set_statement, q, row);
}

static const struct sql_param heard_note_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_heard_note, user_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_heard_note, email), -1},
};
static const struct statement heard_note_statement = {
    .name = "heard_note",
    .text = "INSERT INTO heard_accounts AS h (user_id, email) VALUES ($1, $2) "
        "ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, since = now() WHERE h.email IS NOT NULL",
    .params = heard_note_params,
    .param_count = 2,
};

enum err
sql_heard_note(struct request *rq, const struct sql_heard_note *q, int64_t *affected)
{
    return db_exec(rq, &heard_note_statement, q, affected);
}

static const struct sql_param heard_due_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_heard_due, rows), -1},
};
static const struct sql_column heard_due_columns[] = {
    {SQL_UUID, offsetof(struct sql_heard_due_row, user_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_heard_due_row, email), -1, true},
    {SQL_UUID, offsetof(struct sql_heard_due_row, id), -1, false},
    {SQL_UUID, offsetof(struct sql_heard_due_row, event_id), -1, false},
    {SQL_UUID, offsetof(struct sql_heard_due_row, calendar_id), -1, false},
};
static const struct statement heard_due_statement = {
    .name = "heard_due",
    .text = "SELECT h.user_id, h.email AS \"email?\", a.id, a.event_id, e.calendar_id "
        "FROM heard_accounts AS h CROSS JOIN LATERAL ( "
        "(SELECT id, event_id FROM event_attendees "
        "WHERE h.email IS NULL AND user_id = h.user_id AND (user_id IS NOT NULL) IS TRUE LIMIT $1) "
        "UNION ALL "
        "(SELECT id, event_id FROM event_attendees AS u "
        "WHERE lower(email) = h.email AND (user_id IS NULL AND email IS NOT NULL) IS TRUE "
        "AND NOT coalesce((SELECT true FROM event_attendees "
        "WHERE (user_id, event_id) >= (h.user_id, u.event_id) AND (user_id, event_id) <= (h.user_id, u.event_id) "
        "AND (user_id IS NOT NULL) IS TRUE), false) "
        "LIMIT $1) "
        ") AS a CROSS JOIN LATERAL (SELECT calendar_id FROM events WHERE id = a.event_id OFFSET 0) AS e "
        "LIMIT $1",
    .params = heard_due_params,
    .param_count = 1,
    .columns = heard_due_columns,
    .column_count = 5,
    .row_size = sizeof(struct sql_heard_due_row),
};

enum err
sql_heard_due(struct request *rq, const struct sql_heard_due *q, struct sql_heard_due_row **rows, size_t *count)
{
    return db_many(rq, &heard_due_statement, q, rows, count);
}

static const struct sql_param unlinked_addresses_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_unlinked_addresses, after), -1},
    {SQL_INT8, -1, offsetof(struct sql_unlinked_addresses, rows), -1},
};
static const struct sql_column unlinked_addresses_columns[] = {
    {SQL_TEXT, offsetof(struct sql_unlinked_addresses_row, email), -1, false},
};
static const struct statement unlinked_addresses_statement = {
    .name = "unlinked_addresses",
    .text = "WITH RECURSIVE each_of_them AS ( "
        "(SELECT lower(email) AS email FROM event_attendees "
        "WHERE (user_id IS NULL AND email IS NOT NULL) IS TRUE AND lower(email) > $1 ORDER BY lower(email) LIMIT 1) "
        "UNION ALL "
        "SELECT n.email FROM each_of_them AS e CROSS JOIN LATERAL ( "
        "SELECT lower(email) AS email FROM event_attendees "
        "WHERE (user_id IS NULL AND email IS NOT NULL) IS TRUE AND lower(email) > e.email ORDER BY lower(email) LIMIT 1 "
        ") AS n "
        ") "
        "SELECT email FROM each_of_them LIMIT $2",
    .params = unlinked_addresses_params,
    .param_count = 2,
    .columns = unlinked_addresses_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_unlinked_addresses_row),
};

enum err
sql_unlinked_addresses(struct request *rq, const struct sql_unlinked_addresses *q, struct sql_unlinked_addresses_row **rows, size_t *count)
{
    return db_many(rq, &unlinked_addresses_statement, q, rows, count);
}

static const struct statement heard_purge_statement = {
    .name = "heard_purge",
    .text = "DELETE FROM heard_accounts WHERE since < now() - interval '10 minutes'",
};

enum err
sql_heard_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &heard_purge_statement, NULL, affected);
}

static const struct sql_param event_lock_any_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_lock_any, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_lock_any, id), -1},
};
static const struct sql_column event_lock_any_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement event_lock_any_statement = {
    .name = "event_lock_any",
    .text = "SELECT e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($1, e.id) AND (user_id, event_id) <= ($1, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", true AS sees_all FROM events e WHERE e.id = $2 FOR UPDATE OF e",
    .locks = LOCKS_THEN,
    .params = event_lock_any_params,
    .param_count = 2,
    .columns = event_lock_any_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_event_lock_any(struct request *rq, const struct sql_event_lock_any *q, struct sql_stored *row)
{
    return db_one(rq, &event_lock_any_statement, q, row);
}

static const struct sql_param event_is_deleted_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_is_deleted, id), -1},
};
static const struct sql_column event_is_deleted_columns[] = {
    {SQL_BOOL, offsetof(struct sql_event_is_deleted_row, deleted), -1, false},
};
static const struct statement event_is_deleted_statement = {
    .name = "event_is_deleted",
    .text = "SELECT deleted_at IS NOT NULL AS deleted FROM events WHERE id = $1",
    .params = event_is_deleted_params,
    .param_count = 1,
    .columns = event_is_deleted_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_event_is_deleted_row),
};

enum err
sql_event_is_deleted(struct request *rq, const struct sql_event_is_deleted *q, struct sql_event_is_deleted_row *row)
{
    return db_one(rq, &event_is_deleted_statement, q, row);
}

static const struct sql_param attendee_link_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_attendee_link, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_attendee_link, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_attendee_link, calendar_id), -1},
};
static const struct sql_column attendee_link_columns[] = {
    {SQL_UUID, offsetof(struct attendee, id), -1, false},
    {SQL_UUID, offsetof(struct attendee, event_id), -1, false},
    {SQL_UUID, offsetof(struct attendee, calendar_id), -1, false},
    {SQL_UUID, offsetof(struct attendee, user_id), offsetof(struct attendee, has_user_id), true},
    {SQL_TEXT, offsetof(struct attendee, email), -1, true},
    {SQL_TEXT, offsetof(struct attendee, name), -1, true},
    {SQL_TEXT, offsetof(struct attendee, status), -1, false},
    {SQL_INT8, offsetof(struct attendee, version), -1, false},
    {SQL_INSTANT, offsetof(struct attendee, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct attendee, updated_at), -1, false},
};
static const struct statement attendee_link_statement = {
    .name = "attendee_link",
    .text = "UPDATE event_attendees SET user_id = nullif($1::uuid, '00000000-0000-0000-0000-000000000000'), version = version + 1, updated_at = now() "
        "WHERE id = $2 AND coalesce(email, '') <> '' "
        "RETURNING id, event_id, $3::uuid AS calendar_id, user_id AS \"user_id?\", email AS \"email?\", name AS \"name?\", status, version, "
        "created_at, updated_at",
    .locks = LOCKS_THEN,
    .params = attendee_link_params,
    .param_count = 3,
    .columns = attendee_link_columns,
    .column_count = 10,
    .row_size = sizeof(struct attendee),
};

enum err
sql_attendee_link(struct request *rq, const struct sql_attendee_link *q, struct attendee *row)
{
    return db_one(rq, &attendee_link_statement, q, row);
}

static const struct sql_param access_for_write_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_access_for_write, calendar_ids), -1},
    {SQL_UUID, -1, offsetof(struct sql_access_for_write, user_id), -1},
};
static const struct sql_column access_for_write_columns[] = {
    {SQL_TEXTS, offsetof(struct sql_access_for_write_row, roles), -1, false},
};
static const struct statement access_for_write_statement = {
    .name = "access_for_write",
    .text = "SELECT hold_to_write($1::uuid[], $2) AS roles",
    .locks = LOCKS_FIRST,
    .params = access_for_write_params,
    .param_count = 2,
    .columns = access_for_write_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_access_for_write_row),
};

enum err
sql_access_for_write(struct request *rq, const struct sql_access_for_write *q, struct sql_access_for_write_row *row)
{
    return db_one(rq, &access_for_write_statement, q, row);
}

static const struct sql_param access_role_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_access_role, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_access_role, user_id), -1},
};
static const struct sql_column access_role_columns[] = {
    {SQL_TEXT, offsetof(struct sql_access_role_row, role), -1, false},
};
static const struct statement access_role_statement = {
    .name = "access_role",
    .text = "SELECT role FROM calendar_access WHERE calendar_id = $1 AND user_id = $2",
    .params = access_role_params,
    .param_count = 2,
    .columns = access_role_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_access_role_row),
};

enum err
sql_access_role(struct request *rq, const struct sql_access_role *q, struct sql_access_role_row *row)
{
    return db_one(rq, &access_role_statement, q, row);
}

static const struct sql_param access_audience_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_access_audience, calendar_id), -1},
};
static const struct sql_column access_audience_columns[] = {
    {SQL_UUIDS, offsetof(struct sql_audience, whole_ids), -1, false},
    {SQL_UUIDS, offsetof(struct sql_audience, viewer_ids), -1, false},
};
static const struct statement access_audience_statement = {
    .name = "access_audience",
    .text = "SELECT coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE sees_all), '{}') AS whole_ids, "
        "coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE NOT sees_all), '{}') AS viewer_ids "
        "FROM (SELECT user_id, role <> 'viewer' AS sees_all FROM calendar_access WHERE calendar_id = $1) AS member",
    .params = access_audience_params,
    .param_count = 1,
    .columns = access_audience_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_audience),
};

enum err
sql_access_audience(struct request *rq, const struct sql_access_audience *q, struct sql_audience *row)
{
    return db_one(rq, &access_audience_statement, q, row);
}

static const struct sql_param event_audience_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_event_audience, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_event_audience, event_id), -1},
};
static const struct sql_column event_audience_columns[] = {
    {SQL_UUIDS, offsetof(struct sql_audience, whole_ids), -1, false},
    {SQL_UUIDS, offsetof(struct sql_audience, viewer_ids), -1, false},
};
static const struct statement event_audience_statement = {
    .name = "event_audience",
    .text = "SELECT coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE sees_all), '{}') AS whole_ids, "
        "coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE NOT sees_all), '{}') AS viewer_ids "
        "FROM (SELECT user_id, bool_or(sees_all) AS sees_all "
        "FROM (SELECT user_id, role <> 'viewer' AS sees_all FROM calendar_access WHERE calendar_id = $1 "
        "UNION ALL "
        "SELECT user_id, true FROM event_attendees WHERE event_id = $2 AND user_id IS NOT NULL) AS each_of_them "
        "GROUP BY user_id) AS reader",
    .params = event_audience_params,
    .param_count = 2,
    .columns = event_audience_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_audience),
};

enum err
sql_event_audience(struct request *rq, const struct sql_event_audience *q, struct sql_audience *row)
{
    return db_one(rq, &event_audience_statement, q, row);
}

static const struct sql_param access_known_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_access_known, calendar_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_access_known, version), -1},
};
static const struct sql_column access_known_columns[] = {
    {SQL_BOOL, offsetof(struct sql_access_known_row, known), -1, false},
};
static const struct statement access_known_statement = {
    .name = "access_known",
    .text = "SELECT EXISTS (SELECT FROM calendar_versions "
        "WHERE calendar_id = $1 AND (version >= $2 OR deleted)) AS known",
    .params = access_known_params,
    .param_count = 2,
    .columns = access_known_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_access_known_row),
};

enum err
sql_access_known(struct request *rq, const struct sql_access_known *q, struct sql_access_known_row *row)
{
    return db_one(rq, &access_known_statement, q, row);
}

static const struct sql_param access_lock_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_access_lock, calendar_id), -1},
};
static const struct sql_column access_lock_columns[] = {
    {SQL_BOOL, offsetof(struct sql_access_lock_row, held), -1, false},
};
static const struct statement access_lock_statement = {
    .name = "access_lock",
    .text = "SELECT hold_to_change($1) AS held",
    .locks = LOCKS_FIRST,
    .params = access_lock_params,
    .param_count = 1,
    .columns = access_lock_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_access_lock_row),
};

enum err
sql_access_lock(struct request *rq, const struct sql_access_lock *q, struct sql_access_lock_row *row)
{
    return db_one(rq, &access_lock_statement, q, row);
}

static const struct sql_param access_raise_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_access_raise, calendar_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_access_raise, version), -1},
    {SQL_BOOL, -1, offsetof(struct sql_access_raise, deleted), -1},
    {SQL_TEXT, -1, offsetof(struct sql_access_raise, public_hash), -1},
};
static const struct statement access_raise_statement = {
    .name = "access_raise",
    .text = "INSERT INTO calendar_versions AS v (calendar_id, version, deleted, public_hash) "
        "VALUES ($1, $2, $3, CASE WHEN NOT $3 THEN $4::text END) "
        "ON CONFLICT (calendar_id) DO UPDATE "
        "SET version = excluded.version, deleted = excluded.deleted, public_hash = excluded.public_hash, changed_at = now() "
        "WHERE v.version < excluded.version AND NOT v.deleted",
    .params = access_raise_params,
    .param_count = 4,
};

enum err
sql_access_raise(struct request *rq, const struct sql_access_raise *q, int64_t *affected)
{
    return db_exec(rq, &access_raise_statement, q, affected);
}

static const struct sql_param access_members_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_access_members, calendar_id), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_access_members, user_ids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_access_members, roles), -1},
};
static const struct statement access_members_statement = {
    .name = "access_members",
    .text = "WITH gone AS ( "
        "DELETE FROM calendar_access "
        "WHERE calendar_id = $1 AND user_id <> ALL($2::uuid[]) "
        ") "
        "INSERT INTO calendar_access AS a (calendar_id, user_id, role) "
        "SELECT $1, m.user_id, m.role "
        "FROM unnest($2::uuid[], $3::text[]) AS m (user_id, role) "
        "ON CONFLICT (calendar_id, user_id) DO UPDATE "
        "SET role = excluded.role "
        "WHERE a.role <> excluded.role",
    .params = access_members_params,
    .param_count = 3,
};

enum err
sql_access_members(struct request *rq, const struct sql_access_members *q, int64_t *affected)
{
    return db_exec(rq, &access_members_statement, q, affected);
}

static const struct sql_param access_end_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_access_end, calendar_id), -1},
};
static const struct statement access_end_statement = {
    .name = "access_end",
    .text = "INSERT INTO calendar_versions AS v (calendar_id, version, deleted) "
        "VALUES ($1, 0, true) "
        "ON CONFLICT (calendar_id) DO UPDATE SET deleted = true, public_hash = NULL, changed_at = now() WHERE NOT v.deleted",
    .params = access_end_params,
    .param_count = 1,
};

enum err
sql_access_end(struct request *rq, const struct sql_access_end *q, int64_t *affected)
{
    return db_exec(rq, &access_end_statement, q, affected);
}

static const struct sql_param calendars_to_empty_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_calendars_to_empty, most), -1},
};
static const struct sql_column calendars_to_empty_columns[] = {
    {SQL_UUID, offsetof(struct sql_calendars_to_empty_row, calendar_id), -1, false},
};
static const struct statement calendars_to_empty_statement = {
    .name = "calendars_to_empty",
    .text = "SELECT calendar_id FROM calendar_versions WHERE deleted AND NOT emptied LIMIT $1",
    .params = calendars_to_empty_params,
    .param_count = 1,
    .columns = calendars_to_empty_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_calendars_to_empty_row),
};

enum err
sql_calendars_to_empty(struct request *rq, const struct sql_calendars_to_empty *q, struct sql_calendars_to_empty_row **rows, size_t *count)
{
    return db_many(rq, &calendars_to_empty_statement, q, rows, count);
}

static const struct sql_param calendar_empty_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_empty, calendar_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_calendar_empty, most), -1},
    {SQL_UUID, -1, offsetof(struct sql_calendar_empty, user_id), -1},
};
static const struct sql_column calendar_empty_columns[] = {
    {SQL_UUID, offsetof(struct sql_stored, event.id), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.uid), -1, true},
    {SQL_INT8, offsetof(struct sql_stored, event.sequence), offsetof(struct sql_stored, event.has_sequence), true},
    {SQL_TEXT, offsetof(struct sql_stored, event.title), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.location), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.color), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.url), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.conference_url), -1, true},
    {SQL_BYTES, offsetof(struct sql_stored, event.properties), -1, true},
    {SQL_MOMENT, offsetof(struct sql_stored, event.start_time), -1, false},
    {SQL_MOMENT, offsetof(struct sql_stored, event.end_time), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_stored, event.all_day), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.recurrence_rule), -1, true},
    {SQL_TEXT, offsetof(struct sql_stored, event.status), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.transparency), -1, false},
    {SQL_TEXT, offsetof(struct sql_stored, event.visibility), -1, false},
    {SQL_TEXTS, offsetof(struct sql_stored, event.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.version), -1, false},
    {SQL_UUID, offsetof(struct sql_stored, event.created_by), offsetof(struct sql_stored, event.has_created_by), true},
    {SQL_UUID, offsetof(struct sql_stored, event.updated_by), offsetof(struct sql_stored, event.has_updated_by), true},
    {SQL_INSTANT, offsetof(struct sql_stored, event.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, event.updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_stored, event.attendee_count), -1, false},
    {SQL_BYTES, offsetof(struct sql_stored, invited), -1, true},
    {SQL_TEXTS, offsetof(struct sql_stored, own), -1, true},
    {SQL_LOCAL, offsetof(struct sql_stored, start_local), offsetof(struct sql_stored, has_start_local), true},
    {SQL_TEXTS, offsetof(struct sql_stored, rdates), -1, false},
    {SQL_LOCALS, offsetof(struct sql_stored, exdates), -1, false},
    {SQL_INSTANT, offsetof(struct sql_stored, series_start), offsetof(struct sql_stored, has_series_start), true},
    {SQL_INSTANT, offsetof(struct sql_stored, series_end), offsetof(struct sql_stored, has_series_end), true},
    {SQL_UUID, offsetof(struct sql_stored, series_id), offsetof(struct sql_stored, has_series_id), true},
    {SQL_LOCAL, offsetof(struct sql_stored, recurrence_local), offsetof(struct sql_stored, has_recurrence_local), true},
    {SQL_BOOL, offsetof(struct sql_stored, sees_all), -1, false},
};
static const struct statement calendar_empty_statement = {
    .name = "calendar_empty",
    .text = "UPDATE events e SET deleted_at = now(), updated_at = now(), version = version + 1, changed_xid = pg_current_xact_id() "
        "WHERE e.id = ANY (ARRAY( "
        "(SELECT id FROM events "
        "WHERE calendar_id = $1 AND deleted_at IS NULL AND series_id IS NULL LIMIT $2) "
        "UNION "
        "(SELECT id FROM events "
        "WHERE calendar_id = $1 AND deleted_at IS NULL AND series_end IS NULL AND NOT all_day LIMIT $2) "
        "UNION "
        "(SELECT id FROM events "
        "WHERE calendar_id = $1 AND deleted_at IS NULL AND series_end IS NULL AND all_day LIMIT $2))) "
        "RETURNING e.id, e.calendar_id, e.uid AS \"uid?\", e.sequence AS \"sequence?\", e.title, e.description AS \"description?\", e.location AS \"location?\", "
        "e.color AS \"color?\", e.url AS \"url?\", e.conference_url AS \"conference_url?\", e.properties AS \"properties?\", e.start_time, "
        "e.end_time, e.timezone, e.all_day, e.recurrence_rule AS \"recurrence_rule?\", e.status, "
        "e.transparency, e.visibility, e.tags, e.version, e.created_by AS \"created_by?\", e.updated_by AS \"updated_by?\", e.created_at, e.updated_at, "
        "e.attendee_count, e.attendees AS \"invited?\", CASE WHEN e.attendee_count > 20 THEN ( "
        "SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees "
        "WHERE (user_id, event_id) >= ($3, e.id) AND (user_id, event_id) <= ($3, e.id) "
        "AND (user_id IS NOT NULL) IS TRUE) END AS \"own?\", "
        "e.start_local AS \"start_local?\", e.rdates, e.exdates, e.series_start AS \"series_start?\", "
        "e.series_end AS \"series_end?\", e.series_id AS \"series_id?\", e.recurrence_local AS \"recurrence_local?\", true AS sees_all",
    .locks = LOCKS_THEN,
    .params = calendar_empty_params,
    .param_count = 3,
    .columns = calendar_empty_columns,
    .column_count = 36,
    .row_size = sizeof(struct sql_stored),
};

enum err
sql_calendar_empty(struct request *rq, const struct sql_calendar_empty *q, struct sql_stored **rows, size_t *count)
{
    return db_many(rq, &calendar_empty_statement, q, rows, count);
}

static const struct sql_param calendar_emptied_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_emptied, calendar_id), -1},
};
static const struct statement calendar_emptied_statement = {
    .name = "calendar_emptied",
    .text = "UPDATE calendar_versions SET emptied = true, changed_at = now() WHERE calendar_id = $1",
    .params = calendar_emptied_params,
    .param_count = 1,
};

enum err
sql_calendar_emptied(struct request *rq, const struct sql_calendar_emptied *q, int64_t *affected)
{
    return db_exec(rq, &calendar_emptied_statement, q, affected);
}

static const struct sql_param event_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_event_purge, now), -1},
};
static const struct statement event_purge_statement = {
    .name = "event_purge",
    .text = "DELETE FROM events "
        "WHERE id = ANY (ARRAY(SELECT id FROM events WHERE deleted_at < $1::timestamptz - interval '30 days' LIMIT 1000))",
    .params = event_purge_params,
    .param_count = 1,
};

enum err
sql_event_purge(struct request *rq, const struct sql_event_purge *q, int64_t *affected)
{
    return db_exec(rq, &event_purge_statement, q, affected);
}

static const struct sql_param calendar_versions_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_calendar_versions_purge, now), -1},
    {SQL_INT8, -1, offsetof(struct sql_calendar_versions_purge, most), -1},
};
static const struct statement calendar_versions_purge_statement = {
    .name = "calendar_versions_purge",
    .text = "WITH gone AS ( "
        "DELETE FROM calendar_versions "
        "WHERE calendar_id = ANY (ARRAY(SELECT calendar_id FROM calendar_versions "
        "WHERE emptied AND changed_at < $1::timestamptz - interval '30 days' LIMIT $2)) "
        "RETURNING calendar_id "
        ") "
        "DELETE FROM calendar_marks WHERE calendar_id = ANY (ARRAY(SELECT calendar_id FROM gone))",
    .params = calendar_versions_purge_params,
    .param_count = 2,
};

enum err
sql_calendar_versions_purge(struct request *rq, const struct sql_calendar_versions_purge *q, int64_t *affected)
{
    return db_exec(rq, &calendar_versions_purge_statement, q, affected);
}

static const struct statement *const all[] = {
    &event_page_statement,
    &event_found_statement,
    &attending_page_statement,
    &attending_range_statement,
    &event_range_statement,
    &public_judge_statement,
    &public_stamp_statement,
    &public_range_statement,
    &range_found_statement,
    &tag_page_statement,
    &tags_unsettled_statement,
    &tag_settle_statement,
    &busy_range_statement,
    &range_stamp_statement,
    &calendars_seen_statement,
    &event_insert_statement,
    &event_insert_all_statement,
    &event_find_statement,
    &course_find_statement,
    &course_all_statement,
    &occurrences_check_statement,
    &event_changes_statement,
    &calendar_singles_statement,
    &calendar_series_statement,
    &event_seen_statement,
    &event_hold_statement,
    &batch_hold_statement,
    &batch_lock_statement,
    &event_lock_statement,
    &event_update_statement,
    &series_settle_statement,
    &event_delete_statement,
    &event_find_deleted_statement,
    &event_restore_statement,
    &event_stale_statement,
    &event_terms_set_statement,
    &override_find_statement,
    &override_page_statement,
    &override_times_statement,
    &override_count_statement,
    &override_move_all_statement,
    &override_drop_all_statement,
    &override_drop_statement,
    &attendee_all_statement,
    &attendee_page_statement,
    &attendee_find_statement,
    &attendee_lock_statement,
    &attendee_insert_all_statement,
    &attendee_drop_all_statement,
    &attendee_rename_all_statement,
    &attendee_set_statement,
    &answer_at_statement,
    &answer_own_statement,
    &answer_walls_statement,
    &answer_count_statement,
    &answer_give_statement,
    &answer_behind_statement,
    &answer_forget_statement,
    &answer_drop_statement,
    &answer_cut_statement,
    &answer_move_statement,
    &answer_copy_statement,
    &answer_inherit_statement,
    &event_attendees_set_statement,
    &heard_note_statement,
    &heard_due_statement,
    &unlinked_addresses_statement,
    &heard_purge_statement,
    &event_lock_any_statement,
    &event_is_deleted_statement,
    &attendee_link_statement,
    &access_for_write_statement,
    &access_role_statement,
    &access_audience_statement,
    &event_audience_statement,
    &access_known_statement,
    &access_lock_statement,
    &access_raise_statement,
    &access_members_statement,
    &access_end_statement,
    &calendars_to_empty_statement,
    &calendar_empty_statement,
    &calendar_emptied_statement,
    &event_purge_statement,
    &calendar_versions_purge_statement,
};

const struct statements event_sql = {all, 85};
