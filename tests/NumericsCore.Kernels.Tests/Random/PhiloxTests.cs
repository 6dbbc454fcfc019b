namespace NumericsCore.Kernels.Tests;

/// <summary>Philox against the known answers that come with Random123 (kat_vectors, philox4x32 10).</summary>
public class PhiloxTests
{
    public static TheoryData<uint[], uint[], uint[]> KnownAnswers => new()
    {
        { [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
        {
            [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff],
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
        },
        {
            [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0],
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void The_scalar_lane_gives_the_published_words(uint[] counter, uint[] key, uint[] expected)
    {
        var (c0, c1, c2, c3) = Run<ScalarUInt32Lane>(counter, key);

        Assert.Equal(expected, new[] { c0.Value, c1.Value, c2.Value, c3.Value });
    }

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Every_lane_gives_uniforms_of_the_published_words(uint[] counter, uint[] key, uint[] expected)
    {
        Check<ScalarUInt32Lane>(counter, key, expected);
        Check<UInt32Lane128>(counter, key, expected);
        Check<UInt32Lane256>(counter, key, expected);
        Check<UInt32Lane512>(counter, key, expected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData((1L << 34) - 12)]
    [InlineData((1L << 62) - 64)]
    public void Blocks_count_across_both_counter_words_in_every_lane(long firstElement)
    {
        double[] expected = Uniforms<ScalarUInt32Lane>((nint)firstElement);

        Assert.Equal(expected, Uniforms<UInt32Lane128>((nint)firstElement));
        Assert.Equal(expected, Uniforms<UInt32Lane256>((nint)firstElement));
        Assert.Equal(expected, Uniforms<UInt32Lane512>((nint)firstElement));
        Assert.Equal(expected.Length, expected.Distinct().Count());
    }

    private static (TUInt32 C0, TUInt32 C1, TUInt32 C2, TUInt32 C3) Run<TUInt32>(uint[] counter, uint[] key) where TUInt32 : struct, IUInt32Lane<TUInt32>
    {
        TUInt32 c0 = TUInt32.Of(counter[0]), c1 = TUInt32.Of(counter[1]), c2 = TUInt32.Of(counter[2]), c3 = TUInt32.Of(counter[3]);
        Philox.Apply(TUInt32.Of(key[0]), TUInt32.Of(key[1]), ref c0, ref c1, ref c2, ref c3);
        return (c0, c1, c2, c3);
    }

    private static unsafe void Check<TUInt32>(uint[] counter, uint[] key, uint[] expected) where TUInt32 : struct, IVectorUInt32Lane<TUInt32>
    {
        var (c0, c1, c2, c3) = Run<TUInt32>(counter, key);
        float* single = stackalloc float[4 * TUInt32.Count];
        double* wide = stackalloc double[4 * TUInt32.Count];
        TUInt32.StoreUniforms(c0, c1, c2, c3, single);
        TUInt32.StoreUniforms(c0, c1, c2, c3, wide);

        for (int i = 0; i < 4 * TUInt32.Count; i++)
        {
            Assert.Equal(expected[i % 4] >> 8, single[i] * (1 << 24));
            Assert.Equal(expected[i % 4] >> 8, wide[i] * (1 << 24));
        }
    }

    private static unsafe double[] Uniforms<TUInt32>(nint first) where TUInt32 : struct, IVectorUInt32Lane<TUInt32>
    {
        var generator = new RandomWords(0x0123456789abcdef, 5, 7);
        double[] values = new double[32];
        fixed (double* destination = values)
            for (int i = 0; i < values.Length; i += 4 * TUInt32.Count)
                generator.StoreUniforms<TUInt32, double>(first + i, destination + i);
        return values;
    }
}
