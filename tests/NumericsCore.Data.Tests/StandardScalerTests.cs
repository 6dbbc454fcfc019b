namespace NumericsCore.Data.Tests;

public class StandardScalerTests
{
    private static FeatureMatrix Column(params double[] values) => new(values, values.Length, ["x"]);

    [Fact]
    public void Columns_get_mean_0_and_population_standard_deviation_1()
    {
        var scaler = StandardScaler.Fit(new FeatureMatrix([1, 10, 2, 20, 3, 60], 3, ["a", "b"]));
        Assert.Equal([2.0, 30.0], scaler.Means.ToArray());
        Assert.Equal(Math.Sqrt(2.0 / 3), scaler.Scales[0], 1e-15);
        Assert.Equal(Math.Sqrt(1400.0 / 3), scaler.Scales[1], 1e-13);
        FeatureMatrix z = scaler.Transform(new FeatureMatrix([4, 30], 1, ["a", "b"]));
        Assert.Equal(2 / Math.Sqrt(2.0 / 3), z.Values[0], 1e-15);
        Assert.Equal(0, z.Values[1]);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-1e300)]
    [InlineData(0)]
    public void A_constant_column_becomes_exactly_0(double value)
    {
        double[] values = [.. Enumerable.Repeat(value, 999)];
        var scaler = StandardScaler.Fit(Column(values));
        Assert.Equal((value, 1.0), (scaler.Means[0], scaler.Scales[0]));
        Assert.All(scaler.Transform(Column(values)).Values.ToArray(), z => Assert.Equal(0, z));
    }

    [Fact]
    public void A_large_offset_costs_no_digits()
    {
        var scaler = StandardScaler.Fit(Column(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16));
        Assert.Equal(1e9 + 10, scaler.Means[0]);
        Assert.Equal(Math.Sqrt(22.5), scaler.Scales[0], 1e-14);
    }

    [Fact]
    public void The_rounding_of_a_first_mean_is_corrected()
    {
        // The mean 1e15 + 3.6 is none of float64; the deviations from what it is rounded to are 0.025 off.
        var scaler = StandardScaler.Fit(Column(1e15 + 1, 1e15 + 2, 1e15 + 4, 1e15 + 8, 1e15 + 3));
        Assert.Equal(1e15 + 3.6, scaler.Means[0]);
        Assert.Equal(Math.Sqrt(5.84), scaler.Scales[0], 1e-14);
    }

    [Theory]
    [InlineData(5e-324)]
    [InlineData(1e-310)]
    [InlineData(2e-308)]
    public void Values_too_close_for_a_deviation_are_an_error(double value) => Assert.Equal(
        "column 'x': the values differ by less than a standard deviation in float64 can tell; multiply the column by a large number",
        Csv.Fails(() => StandardScaler.Fit(Column(0, value))).Message);

    [Fact]
    public void A_value_that_is_scaled_beyond_the_range_is_an_error()
    {
        var scaler = StandardScaler.Fit(Column(0, 1e-300));
        Assert.Equal(
            "column 'x': the value 1E+300 in row 1 is scaled beyond the range of float64",
            Csv.Fails(() => scaler.Transform(Column(0, 1e300))).Message);
        scaler = StandardScaler.Fit(Column(0, 1e300));
        Assert.Equal(
            "column 'x': the value -1E+300 in row 0 is scaled beyond the range of float64",
            Csv.Fails(() => scaler.InverseTransform(Column(-1e300))).Message);
    }

    [Fact]
    public void Columns_are_the_same_in_any_normal_form()
    {
        var scaler = StandardScaler.Fit(new FeatureMatrix([1, 3], 2, ["caf\u00E9"]));
        Assert.Equal(1, scaler.Transform(new FeatureMatrix([3], 1, ["cafe\u0301"])).Values[0]);
        Assert.Equal([3.0], scaler.InverseTransform("cafe\u0301", [1]));
    }

    [Fact]
    public void The_mean_of_a_million_rows_is_right_to_the_last_digits()
    {
        // A plain sum is off by 1e-12 here.
        double[] values = [.. Enumerable.Range(0, 1_000_000).Select(i => i % 2 == 0 ? 0.1 : 0.3)];
        var scaler = StandardScaler.Fit(Column(values));
        Assert.Equal(0.2, scaler.Means[0], 1e-16);
        Assert.Equal(0.1, scaler.Scales[0], 1e-12);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    public void Neither_large_nor_small_values_overflow(double unit)
    {
        var scaler = StandardScaler.Fit(Column(unit, 2 * unit, 3 * unit));
        Assert.Equal(1, scaler.Scales[0] / (unit * Math.Sqrt(2.0 / 3)), 1e-14);
    }

    [Fact]
    public void Values_whose_sum_overflows_are_an_error() => Assert.Equal(
        "column 'x': the values are too large for their mean and standard deviation in float64",
        Csv.Fails(() => StandardScaler.Fit(Column(1.7e308, 1.7e308, -1))).Message);

    [Fact]
    public void Values_whose_deviation_overflows_are_an_error() => Assert.StartsWith(
        "column 'x': the values are too large", Csv.Fails(() => StandardScaler.Fit(Column(1.7e308, -1.7e308, -1.7e308))).Message, StringComparison.Ordinal);

    [Fact]
    public void One_column_can_be_inverted_alone()
    {
        var scaler = new StandardScaler(["a", "b"], [1, 10], [2, 4]);
        Assert.Equal([10.0, 14.0, 8.0], scaler.InverseTransform("b", [0, 1, -0.5]));
        Assert.Equal(
            "column 'c': the scaler was not fitted on this column, but on 'a' and 'b'",
            Csv.Fails(() => scaler.InverseTransform("c", [0])).Message);
    }

    [Fact]
    public void Other_columns_than_those_of_the_fit_are_an_error()
    {
        var scaler = new StandardScaler(["a", "b"], [1, 10], [2, 4]);
        Assert.Equal(
            "the scaler was fitted on 2 columns, but the matrix has 1", Csv.Fails(() => scaler.Transform(Column(1))).Message);
        Assert.Equal(
            "the scaler was fitted on 'a' at position 1, but the matrix has 'b' there",
            Csv.Fails(() => scaler.InverseTransform(new FeatureMatrix([1, 2], 1, ["b", "a"]))).Message);
    }

    [Fact]
    public void Fitting_no_rows_is_an_error() => Assert.Throws<ArgumentException>(() => StandardScaler.Fit(new FeatureMatrix([], 0, ["x"])));

    [Fact]
    public void Known_numbers_must_be_usable()
    {
        Assert.Throws<ArgumentException>(() => new StandardScaler([], [], []));
        Assert.Throws<ArgumentNullException>(() => new StandardScaler(null!, [], []));
        Assert.Throws<ArgumentException>(() => new StandardScaler(["a"], [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new StandardScaler(["a"], [double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => new StandardScaler(["a"], [0], [0]));
        Assert.Throws<ArgumentException>(() => new StandardScaler(["a"], [0], [double.PositiveInfinity]));
    }
}
