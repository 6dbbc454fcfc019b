using System.Numerics;
using System.Reflection;

namespace NumericsCore.Kernels.Tests;

[Collection(GpuTests.Name)]
[FsCheck.Xunit.Properties(Arbitrary = [typeof(Generators), typeof(Layout)])]
public class GpuElementwiseTests
{
    // an epilogue adds nothing to its formula but the bias, and a guard nothing to a pullback but a choice, so that one of each is enough
    public static TheoryData<Type> Formulas => [.. FormulaCatalog.Formulas.Where(static formula => !AddsLittle(formula) || formula.GetGenericArguments().All(static of => of == typeof(Sigmoid) || of == typeof(Divide)))];

    [GpuProperty]
    public void Map_gives_the_same_bits(Extent length, Numbers numbers, bool aligned, bool inPlace)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Gpus.AgreeWithCpu([numbers.Take<T>(length.Value), new T[length.Value]], aligned,
                (backend, slices) => backend.Map<Tanh, T>(slices[0], slices[inPlace ? 0 : 1]));
    }

    [GpuProperty]
    public void Fill_gives_the_same_bits(Extent length, bool aligned)
    {
        Gpus.AgreeWithCpu([new float[length.Value]], aligned, (backend, slices) => backend.Fill(slices[0], 0.1f));
        Gpus.AgreeWithCpu([new double[length.Value]], aligned, (backend, slices) => backend.Fill(slices[0], -0.0));
    }

    [GpuProperty]
    public void Zip_of_two_gives_the_same_bits_in_every_layout(Extents shape, Layout a, Layout b, Numbers numbers, bool aligned)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Gpus.AgreeWithCpu([a.Draw<T>(shape, numbers, 1), b.Draw<T>(shape, numbers, 2), new T[shape.Rows * shape.Columns]], aligned,
                (backend, slices) => backend.Zip<Divide, T>(At(a, slices[0], shape), At(b, slices[1], shape), slices[2], shape.Rows, shape.Columns));
    }

    [GpuProperty]
    public void Zip_of_three_gives_the_same_bits_in_every_layout(Extents shape, Layout a, Layout b, Layout c, Numbers numbers, bool aligned)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Gpus.AgreeWithCpu([a.Draw<T>(shape, numbers, 1), b.Draw<T>(shape, numbers, 2), c.Draw<T>(shape, numbers, 3), new T[shape.Rows * shape.Columns]], aligned,
                (backend, slices) => backend.Zip<Pullback<Tanh>, T>(At(a, slices[0], shape), At(b, slices[1], shape), At(c, slices[2], shape), slices[3], shape.Rows, shape.Columns));
    }

    [GpuProperty]
    public void Zip_of_four_gives_the_same_bits_in_every_layout(Extents shape, Layout a, Layout b, Layout c, Layout d, Numbers numbers, bool aligned)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Gpus.AgreeWithCpu(
                [a.Draw<T>(shape, numbers, 1), b.Draw<T>(shape, numbers, 2), c.Draw<T>(shape, numbers, 3), d.Draw<T>(shape, numbers, 4), new T[shape.Rows * shape.Columns]], aligned,
                (backend, slices) => backend.Zip<PullbackRight<Divide>, T>(At(a, slices[0], shape), At(b, slices[1], shape), At(c, slices[2], shape), At(d, slices[3], shape),
                    slices[4], shape.Rows, shape.Columns));
    }

    [GpuTheory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    [InlineData(3, 5)]
    public void Zip_of_few_elements_gives_the_same_bits(int rows, int columns) =>
        Gpus.AgreeWithCpu([new Numbers(1, true).Take<float>(rows * columns), new float[rows * columns]], true,
            (backend, slices) => backend.Zip<Divide, float>(new(slices[0], columns, 1), new(slices[0], 0, 0), slices[1], rows, columns));

    [GpuTheory]
    [MemberData(nameof(Formulas))]
    public void Every_formula_gives_the_same_float32_bits(Type formula) =>
        Compare(formula, FormulaArguments.Of(formula, SpecialArguments.Single, random => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)), value => (float)value));

    [GpuTheory]
    [MemberData(nameof(Formulas))]
    public void Every_formula_gives_the_same_float64_bits(Type formula) =>
        Compare(formula, FormulaArguments.Of(formula, SpecialArguments.Double, random => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)), value => value));

    private static bool AddsLittle(Type formula) => formula.IsAssignableTo(typeof(IEpilogue)) || formula.Name.StartsWith(nameof(GuardedPullback<>), StringComparison.Ordinal);

    private static void Compare<T>(Type formula, T[][] arguments) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] expected = LaneRunner.Run(formula, arguments);
        var run = typeof(FormulaProbe).GetMethod(nameof(FormulaProbe.Run), BindingFlags.Static | BindingFlags.Public)!
            .MakeGenericMethod(FormulaProbe.Adapter(formula), typeof(T), typeof(T) == typeof(float) ? typeof(GpuSingle) : typeof(GpuDouble));
        foreach (var backend in Gpus.All)
        {
            var actual = (T[])run.Invoke(null, [backend, arguments])!;
            for (int i = 0; i < expected.Length; i++)
            {
                if (!Bits.Same(expected[i], actual[i]))
                    Assert.Fail($"{formula}({string.Join(", ", arguments.Select(argument => argument[i]))}): {expected[i]} on the CPU, {actual[i]} on {backend.Accelerator.Name}");
            }
        }
    }

    private static Operand<T> At<T>(Layout layout, Slice<T> slice, Extents shape) where T : unmanaged
    {
        var (row, column) = layout.Strides(shape);
        return new(slice, row, column);
    }
}
