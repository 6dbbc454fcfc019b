using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.CudaEmulator.Tests;

/// <summary>Instructions over any operands, beside the same in plain C#, for the threads of several warps and one that is not full.</summary>
public class InstructionLawTests
{
    private const int Threads = 77;

    private static readonly (string Text, Func<ulong, ulong, ulong, ulong> Expected)[] s_laws =
    [
        ("add.s32 %d32, %a32, %b32;", static (a, b, _) => (uint)a + (uint)b),
        ("sub.u64 %d64, %a64, %b64;", static (a, b, _) => a - b),
        ("mul.lo.s32 %d32, %a32, %b32;", static (a, b, _) => (uint)a * (uint)b),
        ("mul.lo.s64 %d64, %a64, %b64;", static (a, b, _) => a * b),
        ("mul.hi.u32 %d32, %a32, %b32;", static (a, b, _) => (a & 0xffffffff) * (b & 0xffffffff) >> 32),
        ("mul.hi.s32 %d32, %a32, %b32;", static (a, b, _) => (uint)((long)(int)a * (int)b >> 32)),
        ("mul.hi.u64 %d64, %a64, %b64;", static (a, b, _) => (ulong)((UInt128)a * b >> 64)),
        ("mul.wide.s32 %d64, %a32, %b32;", static (a, b, _) => (ulong)((long)(int)a * (int)b)),
        ("mul.wide.u32 %d64, %a32, %b32;", static (a, b, _) => (a & 0xffffffff) * (b & 0xffffffff)),
        ("mad.lo.u64 %d64, %a64, %b64, %c64;", static (a, b, c) => (a * b) + c),
        ("mad.wide.s32 %d64, %a32, %b32, %c64;", static (a, b, c) => (ulong)((long)(int)a * (int)b) + c),
        ("div.s32 %d32, %a32, %b32;", static (a, b, _) => (int)b == 0 ? uint.MaxValue : (uint)((long)(int)a / (int)b)),
        ("rem.s32 %d32, %a32, %b32;", static (a, b, _) => (int)b == 0 ? (uint)a : (uint)((long)(int)a % (int)b)),
        ("div.u32 %d32, %a32, %b32;", static (a, b, _) => (uint)b == 0 ? uint.MaxValue : (uint)a / (uint)b),
        ("rem.u64 %d64, %a64, %b64;", static (a, b, _) => b == 0 ? a : a % b),
        ("div.s64 %d64, %a64, %b64;", static (a, b, _) => b == 0 ? ulong.MaxValue : (ulong)((Int128)(long)a / (long)b)),
        ("min.s64 %d64, %a64, %b64;", static (a, b, _) => (ulong)Math.Min((long)a, (long)b)),
        ("max.u32 %d32, %a32, %b32;", static (a, b, _) => Math.Max((uint)a, (uint)b)),
        ("shl.b32 %d32, %a32, %b32;", static (a, b, _) => (uint)b > 31 ? 0 : (uint)a << (int)b),
        ("shl.b64 %d64, %a64, %b32;", static (a, b, _) => (uint)b > 63 ? 0 : a << (int)b),
        ("shr.s32 %d32, %a32, %b32;", static (a, b, _) => (uint)((int)a >> (int)Math.Min((uint)b, 31))),
        ("shr.s64 %d64, %a64, %b32;", static (a, b, _) => (ulong)((long)a >> (int)Math.Min((uint)b, 63))),
        ("shr.u64 %d64, %a64, %b32;", static (a, b, _) => (uint)b > 63 ? 0 : a >> (int)b),
        ("popc.b64 %d32, %a64;", static (a, _, _) => (ulong)BitOperations.PopCount(a)),
        ("clz.b32 %d32, %a32;", static (a, _, _) => (ulong)BitOperations.LeadingZeroCount((uint)a)),
        ("lop3.b32 %d32, %a32, %b32, %c32, 0xe8;", static (a, b, c) => (uint)((a & b) | (a & c) | (b & c))),
        ("selp.b64 %d64, %a64, %b64, %cp;", static (a, b, c) => c != 0 ? a : b),
        ("setp.lt.s64 %dp, %a64, %b64;", static (a, b, _) => (long)a < (long)b ? 1ul : 0),
        ("setp.hi.u32 %dp, %a32, %b32;", static (a, b, _) => (uint)a > (uint)b ? 1ul : 0),
        ("add.rn.f32 %d32, %a32, %b32;", static (a, b, _) => Of(Single(a) + Single(b))),
        ("mul.rn.f32 %d32, %a32, %b32;", static (a, b, _) => Of(Single(a) * Single(b))),
        ("div.rn.f32 %d32, %a32, %b32;", static (a, b, _) => Of(Single(a) / Single(b))),
        ("fma.rn.f32 %d32, %a32, %b32, %c32;", static (a, b, c) => Of(MathF.FusedMultiplyAdd(Single(a), Single(b), Single(c)))),
        ("sqrt.rn.f32 %d32, %a32;", static (a, _, _) => Of(MathF.Sqrt(Single(a)))),
        ("cvt.rni.f32.f32 %d32, %a32;", static (a, _, _) => Of(MathF.Round(Single(a), MidpointRounding.ToEven))),
        ("cvt.rn.f32.f64 %d32, %a64;", static (a, _, _) => Of((float)BitConverter.UInt64BitsToDouble(a))),
        ("cvt.rn.f64.s64 %d64, %a64;", static (a, _, _) => BitConverter.DoubleToUInt64Bits((double)(decimal)(long)a)),
        ("cvt.rzi.s32.f32 %d32, %a32;", static (a, _, _) => (uint)(float.IsNaN(Single(a)) ? 0 : (int)Math.Clamp(Math.Truncate((double)Single(a)), int.MinValue, int.MaxValue))),
        ("setp.leu.f32 %dp, %a32, %b32;", static (a, b, _) => !(Single(a) > Single(b)) ? 1ul : 0),
        ("setp.ne.f64 %dp, %a64, %b64;", static (a, b, _) => BitConverter.UInt64BitsToDouble(a) is var x && BitConverter.UInt64BitsToDouble(b) is var y && (x < y || x > y) ? 1ul : 0),
    ];

    public static TheoryData<string> Texts => new(s_laws.Select(law => law.Text));

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_instruction_does_what_the_same_in_csharp_does(string text)
    {
        var expected = s_laws.Single(law => law.Text == text).Expected;
        Prop.ForAll<DoNotSize<ulong>[]>(bits =>
        {
            var operands = Operands(bits);
            Assert.Equal(operands.Select(row => expected(row.A, row.B, row.C)), Evaluation.Of(text, operands));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    // any bits, and among them small and special numbers of both widths
    private static (ulong A, ulong B, ulong C)[] Operands(DoNotSize<ulong>[] bits)
    {
        ulong[] special = [0, 1, 2, 31, 32, 63, 64, ulong.MaxValue, 1ul << 63, 1ul << 31, 0x7f800000, 0xff800000, 0x7fc00000, 0x3f800000, 0x80000000_80000000, 0x7ff00000_00000000, 0xfff80000_00000000];
        ulong[] all = [.. bits.Select(value => value.Item), .. special];
        return [.. Enumerable.Range(0, Threads).Select(i => (all[i % all.Length], all[(i * 7 + 3) % all.Length], all[(i * 5 + 1) % all.Length]))];
    }

    private static float Single(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);

    private static ulong Of(float x) => float.IsNaN(x) ? 0x7fffffffu : BitConverter.SingleToUInt32Bits(x);
}
