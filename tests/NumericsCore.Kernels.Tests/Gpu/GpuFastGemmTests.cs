using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Kernels.Tests;

/// <summary>
/// The fast products' kernel on a software matrix unit, everything but the one instruction of the hardware: as the unit chains
/// its products in order, the bits must be those of the exact product of rounded operands.
/// </summary>
[Collection(OpenCLTests.Name)]
public class GpuFastGemmTests
{
    private static readonly Lazy<GpuBackend> s_backend = new(() => OpenCLDevice.Backend.With(new FastGemm<SoftwareMatrixUnit>()));

    [OpenCLProperty(MaxTest = 60)]
    public Property Products_of_every_shape_and_layout_are_the_exact_ones_of_rounded_operands() => Prop.ForAll(GemmCases.Any(), Same<NoEpilogue>);

    [OpenCLTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_product_of_many_tiles_is_the_exact_one_of_rounded_operands(bool transposeA, bool transposeB) =>
        Same<NoEpilogue>(GemmCase.Plain(260, 388, 132, transposeA, transposeB));

    private static void Same<TEpilogue>(GemmCase value) where TEpilogue : IEpilogue
    {
        var random = new Random(value.Seed);
        (int lengthA, int lengthB, int lengthC) = value.Lengths;
        float[] a = GemmCase.Numbers<float>(value.Offset + lengthA, random), b = GemmCase.Numbers<float>(value.Offset + lengthB, random);
        float[] c = GemmCase.Numbers<float>(value.Offset + lengthC, random), bias = GemmCase.Numbers<float>(value.N, random);
        if (value.Seed % 4 == 0 && a.Length > 0) a[value.Seed % a.Length] = float.NaN;
        float[] expected = GemmRunner.Reference<TEpilogue, float>(value, Tf32.Round(a), Tf32.Round(b), c, bias);
        float[] actual = GemmRunner.Run<TEpilogue, float>(s_backend.Value, value, a, b, c, bias);
        if (GemmRunner.FirstDifference(expected, actual) is { } difference) Assert.Fail($"{value}: {difference}");
    }
}
