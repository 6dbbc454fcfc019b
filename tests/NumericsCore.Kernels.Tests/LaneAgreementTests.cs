using System.Numerics;

namespace NumericsCore.Kernels.Tests;

/// <summary>The promise of equal bits, among the lanes of the CPU.</summary>
public class LaneAgreementTests
{
    public static TheoryData<Type> Formulas => [.. FormulaCatalog.Formulas];

    [Fact]
    public void The_catalog_sees_the_formulas()
    {
        Assert.Contains(typeof(Sigmoid), FormulaCatalog.Formulas);
        Assert.Contains(typeof(Pullback<Sigmoid>), FormulaCatalog.Formulas);
        Assert.Contains(typeof(PullbackRight<Power>), FormulaCatalog.Formulas);
        Assert.Contains(typeof(BiasThen<Relu>), FormulaCatalog.Formulas);
        Assert.Contains(typeof(Max), FormulaCatalog.Formulas);
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Every_lane_gives_the_same_float32_bits(Type formula) =>
        AssertSameBits(formula, FormulaArguments.Of(formula, SpecialArguments.Single, random => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)), value => (float)value));

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Every_lane_gives_the_same_float64_bits(Type formula) =>
        AssertSameBits(formula, FormulaArguments.Of(formula, SpecialArguments.Double, random => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)), value => value));

    private static void AssertSameBits<T>(Type formula, T[][] arguments) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] expected = LaneRunner.Run(formula, LaneRunner.Lanes[0], arguments);
        foreach (Type lane in LaneRunner.Lanes[1..])
        {
            T[] actual = LaneRunner.Run(formula, lane, arguments);
            for (int i = 0; i < expected.Length; i++)
            {
                if (!Ulps.IsSame(double.CreateTruncating(expected[i]), double.CreateTruncating(actual[i])))
                    Assert.Fail($"{formula.Name}({string.Join(", ", arguments.Select(argument => argument[i]))}): {expected[i]} in the scalar lane, {actual[i]} in {lane.Name}");
            }
        }
    }
}
