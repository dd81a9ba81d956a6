/* The common sub-model in C: customers buy, meet failures, keep silent or complain, wait at a desk with patience, are
   recovered or not, leave. It draws what the model draws (keyed draws, docs/decisions/0002-keyed-draws.md), so that with
   the model's purchase rates it counts exactly what the model counts: a witness that shares no line with it, and a
   measure of its speed. In two ways: one heap of events, and day by day. */
#include <stdlib.h>

#include "numbers.h"

#define DAYS_OF_YEAR 365
/* what draws decide, numbered as in sim/model/draws.py */
enum { RATE, BASKET_MEAN, ATTACHMENT, GAP = 9, BASKET, FAILURE, SEVERITY };
enum { COMPLAINT = 14, PATIENCE = 16, SERVICE, RECOVERY, LEAVE = 20 };
enum { PURCHASE, GOODS, FAILED, SILENCE, COMPLAINED, ANSWER, SERVED, GIVE_UP, CLOSED, DEPARTURE, KINDS };
enum { SALES_ACCOUNT, GOODS_ACCOUNT, HANDLING_ACCOUNT, ACCOUNTS };
enum { TO_BUY, SERVICE_END, GIVING_UP, ARRIVAL }; /* turns, in the order in which they come at equal times */
enum { SILENT, UNRESOLVED, RESOLVED, FAST };
enum { AT_LARGE, WAITING, AT_THE_DESK };

typedef struct { /* in this order also in tests/benchmarks/in_c.py */
    double buying_rate, buying_rate_shape, basket_mean, basket_personal_spread, basket_noise_variance, goods_margin;
    double failure_rate, failure_major, complaint_offset_minor, complaint_offset_major, complaint_attachment;
    double patience_mean, need_mean, need_spread, desk_skill, recovery_tau, recovery_tau_fast;
    double leaving_chance, outcome_reference, outcome_intention_to_behaviour, stay_slope_minor, stay_slope_major;
    double recovery_weights[3], stay_logit_minor[4], stay_logit_major[4];
    int64_t desk_agents, complaint_cost;
} Parameters;

typedef struct { /* 64 bytes: a line of the cache */
    uint64_t key;
    double rate, basket, attachment, next_purchase;
    double wait; /* since when, while she waits; then how long */
    int64_t total;
    int32_t purchases; /* number of the next one; the one before the start is number 0 */
    int8_t severity, outcome, place;
} Person;

typedef struct { double time; uint64_t what; } Event; /* what: turn, person, occasion in 2, 31 and 31 bits */
typedef struct { int64_t person, occasion; } Visitor;

typedef struct {
    Parameters p;
    Person *people;
    Event *events;
    Visitor *line;
    int64_t n_events, room, first, last, line_room, idle;
    int64_t *counts, *ledger;
} World;

/* Draws ----------------------------------------------------------------------------------------------------------- */

static inline uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static inline uint64_t subject_key(uint64_t seed, uint64_t replication, uint64_t subject) {
    uint64_t key = mixed(seed + 0x9E3779B97F4A7C15ULL);
    key = mixed(key ^ (replication * 0x8CB92BA72F3D8DD7ULL));
    return mixed(key + subject * 0xABC98388FB8FAC03ULL);
}

static inline double draw(const Person *c, uint64_t purpose, uint64_t occasion) {
    uint64_t z = mixed(c->key + (occasion * 64 + purpose + 1) * 0x9E3779B97F4A7C15ULL);
    return ((double)(z >> 12) + 0.5) * 2.220446049250313e-16;
}

/* Marsaglia & Tsang (2000), for shapes from 1 on: not the model's own draw, but its law. */
static double gamma_number(const Person *c, double shape) {
    double d = shape - 1.0 / 3.0, by = 1.0 / sqrt(9.0 * d);
    for (uint64_t n = 0;; n += 2) {
        double x = normal(draw(c, RATE, n)), v = 1.0 + by * x;
        if (v <= 0.0) continue;
        v = v * v * v;
        if (log_of(draw(c, RATE, n + 1), 0.0) < 0.5 * x * x + d - d * v + d * log_of(v, 0.0)) return d * v;
    }
}

/* Events and rows ------------------------------------------------------------------------------------------------- */

static inline int before(Event a, Event b) { return a.time < b.time || (a.time == b.time && a.what < b.what); }

static inline void push(World *w, double time, uint64_t turn, uint64_t person, uint64_t occasion) {
    if (w->n_events == w->room) w->events = realloc(w->events, sizeof(Event) * (size_t)(w->room *= 2));
    Event new = {time, turn << 62 | person << 31 | occasion}, *heap = w->events;
    int64_t k = w->n_events++;
    for (; k > 0 && before(new, heap[(k - 1) / 2]); k = (k - 1) / 2) heap[k] = heap[(k - 1) / 2];
    heap[k] = new;
}

static inline Event pop(World *w) {
    Event *heap = w->events, top = heap[0], moved = heap[--w->n_events];
    int64_t k = 0, n = w->n_events;
    for (int64_t child = 1; child < n; child = 2 * k + 1) {
        if (child + 1 < n && before(heap[child + 1], heap[child])) child++;
        if (!before(heap[child], moved)) break;
        heap[k] = heap[child];
        k = child;
    }
    heap[k] = moved;
    return top;
}

static inline void note(World *w, int kind) { w->counts[kind]++; }

static inline void pay(World *w, Person *c, double now, int kind, int account, int64_t amount) {
    note(w, kind);
    c->total += amount;
    w->ledger[12 * (int64_t)now / DAYS_OF_YEAR * ACCOUNTS + account] += amount;
}

/* The story ------------------------------------------------------------------------------------------------------- */

static inline double stay_factor(const Parameters *p, const Person *c) {
    double logit = c->severity == 2 ? p->stay_logit_major[c->outcome] + p->stay_slope_major * c->attachment
                                    : p->stay_logit_minor[c->outcome] + p->stay_slope_minor * c->attachment;
    double gap = logistic(logit) - p->outcome_reference;
    double factor = (p->outcome_reference + p->outcome_intention_to_behaviour * gap) / p->outcome_reference;
    return factor > 1.0 ? 1.0 : factor > 0.0 ? factor : 0.0;
}

/* Close a purchase: she leaves or plans the next one. */
static inline void close_purchase(World *w, Person *c, double now) {
    uint64_t n = (uint64_t)c->purchases - 1;
    double stay = 1.0 - w->p.leaving_chance;
    c->place = AT_LARGE;
    if (c->severity) stay *= stay_factor(&w->p, c);
    if (draw(c, LEAVE, n) < 1.0 - stay) {
        note(w, DEPARTURE);
        c->next_purchase = INFINITY;
    } else {
        c->next_purchase = now + exponential(draw(c, GAP, n)) / c->rate;
    }
}

/* Buy; afterwards she is at large, or waits with a complaint. */
static inline void buy(World *w, Person *c, double now) {
    const Parameters *p = &w->p;
    uint64_t n = (uint64_t)c->purchases++;
    int64_t price = rounded(lognormal(draw(c, BASKET, n), c->basket, p->basket_noise_variance));
    pay(w, c, now, PURCHASE, SALES_ACCOUNT, price);
    pay(w, c, now, GOODS, GOODS_ACCOUNT, rounded((double)price * p->goods_margin) - price);
    c->severity = 0;
    c->outcome = SILENT;
    if (draw(c, FAILURE, n) < p->failure_rate) {
        c->severity = draw(c, SEVERITY, n) < p->failure_major ? 2 : 1;
        note(w, FAILED);
        double offset = c->severity == 2 ? p->complaint_offset_major : p->complaint_offset_minor;
        if (draw(c, COMPLAINT, n) < logistic(offset + p->complaint_attachment * c->attachment)) {
            pay(w, c, now, COMPLAINED, HANDLING_ACCOUNT, -p->complaint_cost);
            c->place = WAITING;
            c->wait = now;
            c->next_purchase = INFINITY;
            return;
        }
        note(w, SILENCE);
    }
    close_purchase(w, c, now);
}

static inline void serve(World *w, Person *c, double now) {
    const Parameters *p = &w->p;
    double variance = log1p_of(p->need_spread * p->need_spread);
    uint64_t n = (uint64_t)c->purchases - 1;
    w->idle--;
    c->place = AT_THE_DESK;
    c->wait = now - c->wait;
    note(w, ANSWER);
    double span = lognormal(draw(c, SERVICE, n), p->need_mean, variance) / p->desk_skill;
    push(w, now + span, SERVICE_END, (uint64_t)(c - w->people), n);
}

static inline void arrive(World *w, Person *c, double now) {
    Visitor visitor = {c - w->people, c->purchases - 1};
    if (w->idle) {
        serve(w, c, now);
        return;
    }
    double patience = w->p.patience_mean * exponential(draw(c, PATIENCE, (uint64_t)visitor.occasion));
    push(w, now + patience, GIVING_UP, (uint64_t)visitor.person, (uint64_t)visitor.occasion);
    if (w->last == w->line_room) w->line = realloc(w->line, sizeof(Visitor) * (size_t)(w->line_room *= 2));
    w->line[w->last++] = visitor;
}

static inline void take_next(World *w, double now) {
    for (; w->first < w->last; w->first++) {
        Person *c = &w->people[w->line[w->first].person];
        if (c->place != WAITING || c->purchases - 1 != w->line[w->first].occasion) continue; /* has given up */
        if (!w->idle) return;
        serve(w, c, now);
    }
    w->first = w->last = 0;
}

/* End a service: the outcome goes by the wait alone, as there is neither compensation nor apology. */
static inline void finish(World *w, Person *c, double now) {
    const Parameters *p = &w->p;
    double quality = p->recovery_weights[2] * exp_of(-c->wait / p->recovery_tau);
    int resolved = draw(c, RECOVERY, (uint64_t)c->purchases - 1) < quality;
    c->outcome = !resolved ? UNRESOLVED : c->wait <= p->recovery_tau_fast ? FAST : RESOLVED;
    w->idle++;
    note(w, SERVED);
    note(w, CLOSED);
    close_purchase(w, c, now);
    take_next(w, now);
}

/* Give up, if she still waits; return whether she does. */
static inline int give_up(World *w, Person *c, double now, int64_t occasion) {
    if (c->place != WAITING || c->purchases - 1 != occasion) return 0;
    c->outcome = UNRESOLVED;
    note(w, GIVE_UP);
    close_purchase(w, c, now);
    return 1;
}

/* Let the next event of the heap happen; return whose purchase it closed, if it closed one. */
static inline Person *step(World *w) {
    Event event = pop(w);
    Person *c = &w->people[event.what >> 31 & 0x7FFFFFFF];
    switch (event.what >> 62) {
        case TO_BUY:
            buy(w, c, event.time);
            if (c->place == AT_LARGE) return c;
            arrive(w, c, event.time);
            return NULL;
        case SERVICE_END:
            finish(w, c, event.time);
            return c;
        case GIVING_UP:
            return give_up(w, c, event.time, (int64_t)(event.what & 0x7FFFFFFF)) ? c : NULL;
        default:
            arrive(w, c, event.time);
            return NULL;
    }
}

/* The two ways of moving the clock ----------------------------------------------------------------------------------- */

static void by_heap(World *w, int64_t persons, double end) {
    for (int64_t i = 0; i < persons; i++) push(w, w->people[i].next_purchase, TO_BUY, (uint64_t)i, 0);
    while (w->n_events && w->events[0].time < end) {
        Person *c = step(w);
        if (c && c->next_purchase < end) push(w, c->next_purchase, TO_BUY, (uint64_t)(c - w->people), 0);
    }
}

static inline void live(World *w, double *due, int64_t i, double day_end) {
    Person *c = &w->people[i];
    while (c->next_purchase < day_end) {
        double now = c->next_purchase;
        buy(w, c, now);
        if (c->place == WAITING) push(w, now, ARRIVAL, (uint64_t)i, (uint64_t)c->purchases - 1);
    }
    due[i] = c->next_purchase;
}

static void by_day(World *w, int64_t persons, double end) {
    double *due = malloc(sizeof(double) * (size_t)persons);
    for (int64_t i = 0; i < persons; i++) due[i] = w->people[i].next_purchase;
    for (int64_t day = 0; day < end; day++) {
        double day_end = day + 1 < end ? (double)(day + 1) : end;
        for (int64_t i = 0; i < persons; i++)
            if (due[i] < day_end) live(w, due, i, day_end);
        while (w->n_events && w->events[0].time < day_end) {
            Person *c = step(w);
            if (c) live(w, due, c - w->people, day_end);
        }
    }
    free(due);
}

/* Run; rates are the persons' purchase rates, or none to draw them. Counts are by kind, the ledger by month, account. */
void run(const Parameters *p, int64_t persons, double end, uint64_t seed, uint64_t replication, int64_t is_by_day,
         const double *rates, int64_t *counts, int64_t *ledger) {
    World w = {.p = *p, .room = 1024, .line_room = 1024, .idle = p->desk_agents, .counts = counts, .ledger = ledger};
    double variance = log1p_of(p->basket_personal_spread * p->basket_personal_spread);
    w.people = calloc((size_t)persons, sizeof(Person));
    w.events = malloc(sizeof(Event) * (size_t)w.room);
    w.line = malloc(sizeof(Visitor) * (size_t)w.line_room);
    for (int64_t i = 0; i < persons; i++) {
        Person *c = &w.people[i];
        c->key = subject_key(seed, replication, (uint64_t)i);
        c->basket = lognormal(draw(c, BASKET_MEAN, 0), p->basket_mean, variance);
        c->attachment = normal(draw(c, ATTACHMENT, 0));
        c->rate = rates ? rates[i] : gamma_number(c, p->buying_rate_shape) * p->buying_rate / p->buying_rate_shape;
        c->purchases = 1;
        c->next_purchase = exponential(draw(c, GAP, 0)) / c->rate;
    }
    if (is_by_day)
        by_day(&w, persons, end);
    else
        by_heap(&w, persons, end);
    free(w.people);
    free(w.events);
    free(w.line);
}
