using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

public static partial class Elementary
{
    /// <summary>
    /// Five words of 2/π, 24 bits each in float32 and 53 in float64, from word number band on, each times 2 to the power of its first bit's place: the words
    /// are shifted by 16, 8, 4, 2 and 1 places where the bits of band say so, for a lane has no tables.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoOverPi<TLane>(TLane band, out TLane w0, out TLane w1, out TLane w2, out TLane w3, out TLane w4) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0);
        TLane one = TLane.Of(1);
        if (TLane.IsDouble)
        {
            TLane skip = TLane.SelectLess(TLane.Of(15.5), band, one, zero);
            TLane a0 = Later(skip, TLane.Of(0.495348441190541), TLane.Of(0.6366197723675813));
            TLane a1 = Later(skip, TLane.Of(0.9093006150323975), TLane.Of(0.6455004762340146));
            TLane a2 = Later(skip, TLane.Of(0.7102755855591438), TLane.Of(0.8260347502167291));
            TLane a3 = Later(skip, TLane.Of(0.9716433593102769), TLane.Of(0.6177029686506639));
            TLane a4 = Later(skip, TLane.Of(0.645159640989469), TLane.Of(0.22946046207480975));
            TLane a5 = Later(skip, TLane.Of(0.38377539675336436), TLane.Of(0.28461387860774945));
            TLane a6 = Later(skip, TLane.Of(0.7971457910852385), TLane.Of(0.006138546976630632));
            band = TLane.MultiplyAdd(skip, TLane.Of(-16), band);
            skip = TLane.SelectLess(TLane.Of(7.5), band, one, zero);
            TLane b0 = Later(skip, TLane.Of(0.16270821739654884), a0);
            TLane b1 = Later(skip, TLane.Of(0.6478181222020806), a1);
            TLane b2 = Later(skip, TLane.Of(0.752362340216695), a2);
            TLane b3 = Later(skip, TLane.Of(0.7848375294503177), a3);
            TLane b4 = Later(skip, TLane.Of(0.2882121784458589), a4);
            TLane b5 = Later(skip, TLane.Of(0.3143043483578357), a5);
            TLane b6 = Later(skip, TLane.Of(0.505462883924126), a6);
            TLane b7 = Later(skip, TLane.Of(0.35474129975356194), TLane.Of(0.5660391411155584));
            TLane b8 = Later(skip, TLane.Of(0.495348441190541), TLane.Of(0.16270821739654884));
            TLane b9 = Later(skip, TLane.Of(0.9093006150323975), TLane.Of(0.6478181222020806));
            TLane b10 = Later(skip, TLane.Of(0.7102755855591438), TLane.Of(0.752362340216695));
            TLane b11 = Later(skip, TLane.Of(0.9716433593102769), TLane.Of(0.7848375294503177));
            band = TLane.MultiplyAdd(skip, TLane.Of(-8), band);
            skip = TLane.SelectLess(TLane.Of(3.5), band, one, zero);
            TLane c0 = Later(skip, b4, b0);
            TLane c1 = Later(skip, b5, b1);
            TLane c2 = Later(skip, b6, b2);
            TLane c3 = Later(skip, b7, b3);
            TLane c4 = Later(skip, b8, b4);
            TLane c5 = Later(skip, b9, b5);
            TLane c6 = Later(skip, b10, b6);
            TLane c7 = Later(skip, b11, b7);
            band = TLane.MultiplyAdd(skip, TLane.Of(-4), band);
            skip = TLane.SelectLess(TLane.Of(1.5), band, one, zero);
            TLane d0 = Later(skip, c2, c0);
            TLane d1 = Later(skip, c3, c1);
            TLane d2 = Later(skip, c4, c2);
            TLane d3 = Later(skip, c5, c3);
            TLane d4 = Later(skip, c6, c4);
            TLane d5 = Later(skip, c7, c5);
            band = TLane.MultiplyAdd(skip, TLane.Of(-2), band);
            skip = TLane.SelectLess(TLane.Of(0.5), band, one, zero);
            w0 = Later(skip, d1, d0);
            w1 = Later(skip, d2, d1);
            w2 = Later(skip, d3, d2);
            w3 = Later(skip, d4, d3);
            w4 = Later(skip, d5, d4);
        }
        else
        {
            TLane skip = TLane.SelectLess(TLane.Of(1.5), band, one, zero);
            TLane a0 = Later(skip, TLane.Of(0.0826718807220459), TLane.Of(0.6366197466850281));
            TLane a1 = Later(skip, TLane.Of(0.15368372201919556), TLane.Of(0.4308817386627197));
            TLane a2 = Later(skip, TLane.Of(0.9578378796577454), TLane.Of(0.0826718807220459));
            TLane a3 = Later(skip, TLane.Of(0.7533475160598755), TLane.Of(0.15368372201919556));
            TLane a4 = Later(skip, TLane.Of(0.584369421005249), TLane.Of(0.9578378796577454));
            TLane a5 = Later(skip, TLane.Of(0.2639198899269104), TLane.Of(0.7533475160598755));
            band = TLane.MultiplyAdd(skip, TLane.Of(-2), band);
            skip = TLane.SelectLess(TLane.Of(0.5), band, one, zero);
            w0 = Later(skip, a1, a0);
            w1 = Later(skip, a2, a1);
            w2 = Later(skip, a3, a2);
            w3 = Later(skip, a4, a3);
            w4 = Later(skip, a5, a4);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Later<TLane>(TLane skip, TLane later, TLane earlier) where TLane : struct, ILane<TLane> => TLane.SelectLess(TLane.Of(0.5), skip, later, earlier);
}
