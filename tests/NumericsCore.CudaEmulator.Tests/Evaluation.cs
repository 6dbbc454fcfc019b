using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator.Tests;

/// <summary>
/// Single instructions, run with given operands. The text names its operands %a32, %a64 or %ap (a predicate), and so on to %c; its result is %d32, %d64 or %dp.
/// </summary>
internal static class Evaluation
{
    private static readonly ConcurrentDictionary<string, PtxKernel> s_kernels = new();

    [StructLayout(LayoutKind.Sequential)]
    private struct Row
    {
        public ulong A, B, C, Result;
    }

    /// <summary>The bits of the result, those of 32 bits as they are, of a predicate 0 or 1.</summary>
    public static ulong Of(string text, ulong a, ulong b = 0, ulong c = 0) => Of(text, [(a, b, c)])[0];

    /// <summary>The result for each thread's own operands.</summary>
    public static ulong[] Of(string text, (ulong A, ulong B, ulong C)[] operands)
    {
        using var device = new TestDevice();
        var rows = operands.Select(row => new Row { A = row.A, B = row.B, C = row.C }).ToArray();
        var kernel = s_kernels.GetOrAdd(text, Compile);
        // a kernel has one set of registers, and tests run side by side
        lock (kernel) return [.. device.Run(kernel, new(1), new(rows.Length), rows).Select(row => row.Result)];
    }

    /// <summary>The bits of a number, a whole one in two's complement of its width.</summary>
    public static ulong Bits(object value) => value switch
    {
        float x => BitConverter.SingleToUInt32Bits(x),
        double x => BitConverter.DoubleToUInt64Bits(x),
        int x => (uint)x,
        uint x => x,
        long x => (ulong)x,
        ulong x => x,
        bool x => x ? 1ul : 0,
        _ => throw new NotSupportedException($"{value}"),
    };

    private static PtxKernel Compile(string text)
    {
        string store = text.Contains("%d64", StringComparison.Ordinal) ? "st.global.u64 [%row+24], %d64;"
            : text.Contains("%d32", StringComparison.Ordinal) ? "st.global.u32 [%row+24], %d32; st.global.u32 [%row+28], 0;"
            : "selp.u64 %d64, 1, 0, %dp; st.global.u64 [%row+24], %d64;";
        return TestDevice.Body($$"""
            .reg .b32 %a32, %b32, %c32, %d32, %t;
            .reg .b64 %a64, %b64, %c64, %d64, %row;
            .reg .pred %ap, %bp, %cp, %dp;
            ld.param.u64 %row, [data];
            mov.u32 %t, %tid.x;
            mad.wide.u32 %row, %t, 32, %row;
            ld.global.u64 %a64, [%row];
            ld.global.u64 %b64, [%row+8];
            ld.global.u64 %c64, [%row+16];
            cvt.u32.u64 %a32, %a64;
            cvt.u32.u64 %b32, %b64;
            cvt.u32.u64 %c32, %c64;
            setp.ne.u64 %ap, %a64, 0;
            setp.ne.u64 %bp, %b64, 0;
            setp.ne.u64 %cp, %c64, 0;
            {{text}}
            {{store}}
            ret;
            """);
    }
}
