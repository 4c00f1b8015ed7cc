# Floats in lists: the fast Fourier transform, forwards and back, recursive.
import math


def transform(re, im, sign):
    n = len(re)
    if n == 1:
        return re, im
    even_re, even_im = transform(re[0::2], im[0::2], sign)
    odd_re, odd_im = transform(re[1::2], im[1::2], sign)
    half = n // 2
    out_re = [0.0] * n
    out_im = [0.0] * n
    for k in range(half):
        angle = sign * 2.0 * math.pi * k / n
        c, s = math.cos(angle), math.sin(angle)
        t_re = c * odd_re[k] - s * odd_im[k]
        t_im = c * odd_im[k] + s * odd_re[k]
        out_re[k] = even_re[k] + t_re
        out_im[k] = even_im[k] + t_im
        out_re[k + half] = even_re[k] - t_re
        out_im[k + half] = even_im[k] - t_im
    return out_re, out_im


def main():
    n = 1024
    signal = [math.sin(i * 0.1) + 0.25 * math.cos(i * 0.7) for i in range(n)]
    for _ in range(30):
        re, im = transform(signal, [0.0] * n, -1.0)
        back, _ignored = transform(re, im, 1.0)
        signal = [value / n for value in back]
    print("%.6f" % sum([abs(value) for value in signal]))


main()
