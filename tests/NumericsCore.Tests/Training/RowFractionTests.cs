namespace NumericsCore.Tests.Training;

public class RowFractionTests
{
    [Theory]
    [InlineData(90, 0.3, 27)]
    [InlineData(100, 0.07, 7)]
    [InlineData(80, 0.7, 56)]
    [InlineData(569, 0.2, 114)]
    [InlineData(455, 0.1, 46)]
    [InlineData(10, 0.0, 0)]
    [InlineData(10, 1.0, 10)]
    [InlineData(3, 0.1, 1)]
    [InlineData(10, 1e-30, 0)]
    [InlineData(0, 0.5, 0)]
    [InlineData(int.MaxValue, 0.1, 214748365)]
    public void A_fraction_is_counted_in_decimal_and_rounded_up(int rows, double fraction, int count) => Assert.Equal(count, RowFraction.Count(rows, fraction));

    [Theory]
    [InlineData(-1, 0.5)]
    [InlineData(1, -0.1)]
    [InlineData(1, 1.1)]
    [InlineData(1, double.NaN)]
    public void What_is_no_fraction_is_refused(int rows, double fraction) => Assert.Throws<ArgumentOutOfRangeException>(() => RowFraction.Count(rows, fraction));

    [Theory]
    [InlineData(90, 0.3, 63)]
    [InlineData(10, 0.7, 3)]
    [InlineData(50, 0.1, 45)]
    [InlineData(100, 0.93, 7)]
    public void Fit_holds_out_a_fraction_by_the_same_rule(int rows, double fraction, int training)
    {
        var model = new Sequential(new Dense(1));
        model.Compile(new Sgd(0.0), new MeanSquaredError());
        Tensor x = Tensor.Ones([rows, 1]);
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(x, x, batchSize: rows + 1, validationSplit: fraction));
        Assert.StartsWith($"A batch has 1 to {training} samples", e.Message, StringComparison.Ordinal);
    }
}
