using static NumericsCore.CudaEmulator.Form;

namespace NumericsCore.CudaEmulator;

/// <summary>Arithmetic of floating-point numbers, to the nearest. Neither .approx nor .ftz: the library promises exact results.</summary>
internal static class FloatTable
{
    public static IEnumerable<Opcode> Rows() => [.. OfType<float>("f32"), .. OfType<double>("f64")];

    private static IEnumerable<Opcode> OfType<T>(string type) where T : unmanaged =>
    [
        Binary<AddFloat<T>, T>($"add.{type}"),
        Binary<AddFloat<T>, T>($"add.rn.{type}"),
        Binary<SubtractFloat<T>, T>($"sub.{type}"),
        Binary<SubtractFloat<T>, T>($"sub.rn.{type}"),
        Binary<MultiplyFloat<T>, T>($"mul.{type}"),
        Binary<MultiplyFloat<T>, T>($"mul.rn.{type}"),
        Ternary<FusedMultiplyAdd<T>, T>($"fma.rn.{type}"),
        Binary<DivideFloat<T>, T>($"div.rn.{type}"),
        Unary<Reciprocal<T>, T>($"rcp.rn.{type}"),
        Unary<SquareRoot<T>, T>($"sqrt.rn.{type}"),
        Unary<NegateFloat<T>, T>($"neg.{type}"),
        Unary<AbsFloat<T>, T>($"abs.{type}"),
        Binary<MinFloat<T>, T>($"min.{type}"),
        Binary<MaxFloat<T>, T>($"max.{type}"),
        Binary<MinOrNaN<T>, T>($"min.NaN.{type}"),
        Binary<MaxOrNaN<T>, T>($"max.NaN.{type}"),
        Binary<CopySign<T>, T>($"copysign.{type}"),
    ];
}
