using System.Runtime.Intrinsics;
using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

/// <summary>a · b + c without an instruction for it, beside the one that there is.</summary>
public sealed class SoftwareFmaTests
{
    private const int Cases = 1 << 18;

    [Theory]
    [InlineData("any bits")]
    [InlineData("near 1")]
    [InlineData("cancelling")]
    [InlineData("halfway")]
    [InlineData("denormal")]
    public void The_bits_are_those_of_one_rounding(string kind)
    {
        var random = new Random(1);
        Span<float> a = stackalloc float[4], b = stackalloc float[4], c = stackalloc float[4];
        for (int i = 0; i < Cases / 4; i++)
        {
            for (int j = 0; j < 4; j++) (a[j], b[j], c[j]) = Triple(kind, random);
            var found = SoftwareFma.MultiplyAdd(Vector128.Create<float>(a), Vector128.Create<float>(b), Vector128.Create<float>(c));
            for (int j = 0; j < 4; j++) Same(MathF.FusedMultiplyAdd(a[j], b[j], c[j]), found[j], $"{a[j]:R} · {b[j]:R} + {c[j]:R}");
        }
    }

    [Fact]
    public void Special_values_are_those_of_IEEE_754()
    {
        float[] values = [0, -0f, 1, -1, float.Epsilon, -float.Epsilon, float.MaxValue, -float.MaxValue, 1.17549435e-38f, 1.0000001f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        foreach (float a in values)
            foreach (float b in values)
                foreach (float c in values)
                    Same(MathF.FusedMultiplyAdd(a, b, c), SoftwareFma.MultiplyAdd(Vector128.Create(a), Vector128.Create(b), Vector128.Create(c))[3], $"{a:R} · {b:R} + {c:R}");
    }

    [Property]
    public void Doubles_are_those_of_the_system(double a, double b, double c)
    {
        var found = SoftwareFma.MultiplyAdd(Vector128.Create(a, b), Vector128.Create(b, c), Vector128.Create(c, a));
        Assert.Equal((BitConverter.DoubleToInt64Bits(Math.FusedMultiplyAdd(a, b, c)), BitConverter.DoubleToInt64Bits(Math.FusedMultiplyAdd(b, c, a))), (BitConverter.DoubleToInt64Bits(found[0]), BitConverter.DoubleToInt64Bits(found[1])));
    }

    private static (float, float, float) Triple(string kind, Random random)
    {
        float Any() => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
        float Near1() => (float)(random.NextDouble() - 0.5) * 2;
        float Exact(int bits) => random.Next(1 << bits) * MathF.ScaleB(1, random.Next(-6, 6));
        switch (kind)
        {
            case "any bits": return (Any(), Any(), Any());
            case "near 1": return (Near1(), Near1(), Near1());
            // the product of few bits and a sum that lies between two floats
            case "halfway": return (Exact(12), Exact(13), random.Next(1 << 24) * MathF.ScaleB(1, random.Next(-20, 24)));
            case "denormal": return (Near1() * 1e-20f, Near1() * 1e-20f, Near1() * 1e-38f);
            default:
                var (a, b) = (Near1(), Near1());
                return (a, b, -a * b * (1 + random.Next(-2, 3) * 1.2e-7f));
        }
    }

    private static void Same(float expected, float found, string what)
    {
        if (float.IsNaN(expected) && float.IsNaN(found)) return;
        Assert.True(BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(found), $"{what} is {expected:R}, not {found:R}");
    }
}
