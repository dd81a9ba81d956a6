/* Elementary functions and quantiles to the bit as in sim/model/numerics.py, quantiles.py and inversion.py, for the
   arguments that the sub-model has. Only + - * /, sqrt and integers: compile without contraction of a * b + c. */
#include <math.h>
#include <stdint.h>
#include <string.h>

static inline double from_bits(uint64_t bits) { double x; memcpy(&x, &bits, 8); return x; }
static inline uint64_t bits_of(double x) { uint64_t bits; memcpy(&bits, &x, 8); return bits; }

static inline double log_excess(double f) {
    double s = f / (2.0 + f), z = s * s;
    double r = 0.1818289243253687 + z * (0.15331611722055008 + z * 0.14617807153417325);
    r = 0.3999999999989889 + z * (0.28571428626253836 + z * (0.22222211089379496 + z * r));
    r = z * (0.666666666666667 + z * r);
    double half_square = 0.5 * f * f;
    return half_square - s * (half_square + r);
}

/* Return log(whole) for a normal number above 0; lost is the share of it that rounding took. */
static inline double log_of(double whole, double lost) {
    uint64_t bits = bits_of(whole);
    int64_t exponent = (int64_t)(bits >> 52) - 1022;
    double mantissa = from_bits((bits & 0x000FFFFFFFFFFFFFULL) | 0x3FE0000000000000ULL);
    if (mantissa < 0.7071067811865476) { mantissa *= 2.0; exponent--; }
    double f = mantissa - 1.0, k = (double)exponent;
    return k * 0.6931471805598903 - ((log_excess(f) - (k * 5.497923018708371e-14 + lost)) - f);
}

static inline double log1p_of(double x) {
    if (-0.2928 < x && x < 0.4142) return -1e-17 < x && x < 1e-17 ? x : x - log_excess(x);
    double whole = 1.0 + x;
    return log_of(whole, (x >= 1.0 ? 1.0 - (whole - x) : x - (whole - 1.0)) / whole);
}

static inline double exp_of(double x) { /* for x within 700 of 0 */
    double y = x * 1.4426950408889634 + 0.5;
    int64_t k = (int64_t)y - (y < (double)(int64_t)y);
    double head = x - (double)k * 0.6931471805598903, tail = (double)k * 5.497923018708371e-14, r = head - tail;
    double q = 2.7557282693108636e-07 + r * (2.5100569275813683e-08 + r * 2.0911367871348534e-09);
    q = 0.0001984126986330322 + r * (2.4801587317322748e-05 + r * (2.75572680728901e-06 + r * q));
    q = 0.008333333333330011 + r * (0.0013888888888886517 + r * q);
    q = 0.16666666666666669 + r * (0.041666666666666664 + r * q);
    double z = r * r;
    return (1.0 + (head + ((0.5 * z + r * z * q) - tail))) * from_bits((uint64_t)(k + 1023) << 52);
}

static inline double logistic(double x) {
    if (x < 0.0) { double odds = exp_of(x); return odds / (1.0 + odds); }
    return 1.0 / (1.0 + exp_of(-x));
}

static inline int64_t rounded(double x) { /* halves go up; for x from 0 on */
    int64_t whole = (int64_t)x;
    return whole + (x - (double)whole >= 0.5);
}

/* Wichura's AS 241 */
static inline double normal(double u) {
    double q = u - 0.5, top, below;
    if (-0.425 <= q && q <= 0.425) {
        double r = 0.180625 - q * q;
        top = 45921.953931549871 + r * (67265.770927008701 + r * (33430.575583588128 + r * 2509.0809287301227));
        top = 133.14166789178438 + r * (1971.5909503065514 + r * (13731.693765509461 + r * top));
        below = 39307.895800092711 + r * (28729.085735721943 + r * 5226.4952788528546);
        below = 687.18700749205791 + r * (5394.1960214247511 + r * (21213.794301586596 + r * below));
        return q * (3.3871328727963666 + r * top) / (1.0 + r * (42.313330701600911 + r * below));
    }
    double r = sqrt(-log_of(q < 0.0 ? u : 1.0 - u, 0.0)), z;
    if (r > 5.0) {
        r -= 5.0;
        top = 1.2426609473880784e-3 + r * (2.7115555687434876e-5 + r * 2.0103343992922881e-7);
        top = 1.7848265399172913 + r * (0.29656057182850489 + r * (0.026532189526576123 + r * top));
        top = 6.6579046435011038 + r * (5.4637849111641144 + r * top);
        below = 1.8463183175100547e-5 + r * (1.4215117583164459e-7 + r * 2.0442631033899398e-15);
        below = 0.014875361290850615 + r * (7.8686913114561326e-4 + r * below);
        below = 0.59983220655588794 + r * (0.13692988092273581 + r * below);
        z = top / (1.0 + r * below);
    } else {
        r -= 1.6;
        top = 1.2704582524523684 + r * (0.24178072517745061 + r * (0.022723844989269184 + r * 7.7454501427834141e-4));
        top = 4.6303378461565453 + r * (5.7694972214606914 + r * (3.6478483247632046 + r * top));
        below = 0.015198666563616457 + r * (5.4759380849953449e-4 + r * 1.0507500716444168e-9);
        below = 0.68976733498510000 + r * (0.14810397642748007 + r * below);
        below = 2.0531916266377588 + r * (1.6763848301838038 + r * below);
        z = (1.4234371107496836 + r * top) / (1.0 + r * below);
    }
    return q < 0.0 ? -z : z;
}

static inline double lognormal(double u, double mean, double variance) {
    return mean * exp_of(sqrt(variance) * normal(u) - 0.5 * variance);
}

static inline double exponential(double u) { return -log1p_of(-u); }
