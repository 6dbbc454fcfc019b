using System.Numerics;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Kernels.Tests;

[Collection(GpuTests.Name)]
public class GpuGemmTests
{
    [GpuProperty]
    public Property Products_of_every_shape_and_layout_give_the_bits_of_three_plain_loops() => Prop.ForAll(GemmCases.Any(), value =>
    {
        Same<BiasThen<Halve>, float>(value);
        Same<NoEpilogue, double>(value);
    });

    [GpuProperty(MaxTest = 8)]
    public Property Sums_of_blocks_of_k_are_added_in_ascending_order() => Prop.ForAll(GemmCases.Deep(), value =>
    {
        Same<BiasThen<Halve>, float>(value);
        Same<NoEpilogue, double>(value with { Batch = 1 });
    });

    [GpuTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_product_of_many_tiles_gives_the_bits_of_three_plain_loops(bool transposeA, bool transposeB)
    {
        Same<BiasThen<Halve>, float>(GemmCase.Plain(129, 193, 131, transposeA, transposeB));
        Same<NoEpilogue, double>(GemmCase.Plain(193, 129, 67, transposeA, transposeB));
    }

    [GpuTheory]
    [InlineData(0, 5, 6)]
    [InlineData(5, 0, 6)]
    [InlineData(5, 6, 0)]
    [InlineData(64, 64, 16)]
    [InlineData(65, 65, 17)]
    [InlineData(64, 65, 256)]
    [InlineData(1, 1, 3000)]
    [InlineData(700, 1, 90)]
    [InlineData(1, 700, 90)]
    public void Edges_of_tiles_and_slices_give_the_bits_of_three_plain_loops(int m, int n, int k)
    {
        Same<BiasThen<Halve>, float>(GemmCase.Plain(m, n, k) with { GapC = 1 });
        Same<NoEpilogue, double>(GemmCase.Plain(m, n, k) with { Batch = 2 });
    }

    private static void Same<TEpilogue, T>(GemmCase value) where TEpilogue : struct, IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(value.Seed);
        (int lengthA, int lengthB, int lengthC) = value.Lengths;
        T[] a = GemmCase.Numbers<T>(value.Offset + lengthA, random), b = GemmCase.Numbers<T>(value.Offset + lengthB, random);
        T[] c = GemmCase.Numbers<T>(value.Offset + lengthC, random), bias = GemmCase.Numbers<T>(value.N, random);
        if (value.Seed % 4 == 0 && a.Length > 0) a[value.Seed % a.Length] = T.NaN;
        T[] expected = GemmRunner.Reference<TEpilogue, T>(value, a, b, c, bias);
        foreach (var (backend, tile) in Gpus.InEveryTile)
        {
            T[] actual = GemmRunner.Run<TEpilogue, T>(backend, value, a, b, c, bias);
            if (GemmRunner.FirstDifference(expected, actual) is { } difference) Assert.Fail($"{backend.Accelerator.Name} in tiles of {tile}, {value}: {difference}");
        }
    }

    // public, for launchers have a parameter of this type
    public readonly struct Halve : IUnaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * TLane.Of(0.5);
    }
}
