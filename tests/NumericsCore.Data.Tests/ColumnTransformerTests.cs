using FsCheck.Xunit;

namespace NumericsCore.Data.Tests;

/// <summary>Columns to features: what is learnt from some rows and done to others.</summary>
public class ColumnTransformerTests
{
    private const string People = "age,sex,city\n20,m,Oslo\n,f,Bergen\n40,f,Oslo\n30,,Oslo\n";

    [Fact]
    public void Without_steps_numbers_stay_and_text_is_encoded_one_hot()
    {
        var columns = ColumnTransformer.Fit(Csv.Read("x,c\n3,b\n1,a\n2,b\n"));
        Assert.Equal(["x", "c=a", "c=b"], columns.OutputNames);
        Assert.Equal([3, 0, 1, 1, 1, 0, 2, 0, 1], columns.Transform(Csv.Read("c,x\nb,3\na,1\nb,2\n")).Values);
        Assert.Equal("x: number; 1 feature\nc: one-hot of 2 categories; 2 features\n(2 columns, 3 features)", columns.ToString());
    }

    [Theory]
    [InlineData("mean", 30)]
    [InlineData("median", 30)]
    [InlineData("most-frequent", 20)]
    [InlineData("constant", 7)]
    public void What_is_missing_is_filled_in_and_shown(string kind, double filled)
    {
        var imputation = kind switch { "mean" => Imputation.Mean, "median" => Imputation.Median, "most-frequent" => Imputation.MostFrequent, _ => Imputation.Constant(7, "none") };
        var columns = ColumnTransformer.Fit(Csv.Read(People), new ColumnSteps { Impute = imputation });
        var features = columns.Transform(Csv.Read(People));
        // text has no mean: the most frequent is filled in; a constant is a category of its own, which needs no indicator
        Assert.Equal(kind == "constant"
            ? ["age", "age missing", "sex=f", "sex=m", "sex=none", "city=Bergen", "city=Oslo"]
            : ["age", "age missing", "sex=f", "sex=m", "sex missing", "city=Bergen", "city=Oslo"], columns.OutputNames);
        Assert.Equal([filled, 1, 1, 0, 0, 1, 0], features.Row(1));
        Assert.Equal(kind == "constant" ? [30, 0, 0, 0, 1, 0, 1] : [30, 0, 1, 0, 1, 0, 1], features.Row(3));
        Assert.StartsWith($"age: missing: {kind} {filled} with indicator; 2 features\n", columns.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_value_that_is_not_filled_in_is_an_error_that_says_where()
    {
        var columns = ColumnTransformer.Fit(Csv.Read(People).DropMissing());
        var error = Assert.Throws<TableException>(() => columns.Transform(Csv.Read(People)));
        Assert.Equal("data.csv, column 'age': the value in row 1 is missing; leave such rows out with DropMissing(), or fill them in with Impute", error.Message);
    }

    [Fact]
    public void Unknown_categories_are_zeros_and_counted_or_an_error()
    {
        Table train = Csv.Read("c\na\na\nb\n"), later = Csv.Read("c\nb\nnew\nnew\n");
        foreach (var (encoding, known, unknown) in new (CategoryEncoding, double[], double[])[] { (CategoryEncoding.OneHot, [0, 1], [0, 0]), (CategoryEncoding.Ordinal, [1], [-1]), (CategoryEncoding.Frequency, [1 / 3.0], [0]) })
        {
            var columns = ColumnTransformer.Fit(train, new ColumnSteps { Encode = encoding });
            var features = columns.Transform(later);
            Assert.Equal(known, features.Row(0));
            Assert.Equal(unknown, features.Row(2));
            Assert.Equal(new Dictionary<string, int> { ["c"] = 2 }, columns.CountUnknown(later));
            Assert.Empty(columns.CountUnknown(train));
        }

        var strict = ColumnTransformer.Fit(train, new ColumnSteps { Unknown = UnknownCategory.Error });
        Assert.Equal("data.csv, line 3, column 'c': 'new' is a category that the rows fitted on did not have; these were 'a' and 'b'", Assert.Throws<TableException>(() => strict.Transform(later)).Message);
    }

    [Fact]
    public void Rare_categories_are_taken_together_and_said()
    {
        var table = Csv.Read("c\na\na\na\nb\nb\nb\nx\ny\nz\nz\n");
        var columns = ColumnTransformer.Fit(table, new ColumnSteps { MinFrequency = 3 });
        Assert.Equal(["c=a", "c=b", "c=(other)"], columns.OutputNames);
        Assert.Equal([0, 0, 1], columns.Transform(table).Row(6));
        Assert.Equal("column 'c': 3 rare categories of 5 are taken together as (other): 'x', 'y' and 'z'", Assert.Single(columns.Notes).ToString());
        Assert.Equal(["c=a", "c=b", "c=z", "c=(other)"], ColumnTransformer.Fit(table, new ColumnSteps { MaxCategories = 3 }).OutputNames);
        // a group of one would be a category all the same
        Assert.Equal(5, ColumnTransformer.Fit(table, new ColumnSteps { MaxCategories = 4 }).OutputNames.Count);
    }

    [Fact]
    public void Numbers_are_categories_by_their_value_when_asked_for()
    {
        var columns = ColumnTransformer.Fit(Csv.Read("k\n10\n2\n2.0\n"), new ColumnSteps("k") { Encode = CategoryEncoding.OneHot });
        Assert.Equal(["k=2", "k=10"], columns.OutputNames);
        Assert.Equal([1, 0], columns.Transform(Csv.Read("k\n02\n")).Row(0));
    }

    [Fact]
    public void An_order_that_is_given_is_kept_and_has_to_be_whole()
    {
        var table = Csv.Read("size\nL\nS\nM\n");
        var columns = ColumnTransformer.Fit(table, new ColumnSteps("size") { Encode = CategoryEncoding.Ordinal, Order = ["S", "M", "L"] });
        Assert.Equal([2, 0, 1], columns.Transform(table).Values);
        var error = Assert.Throws<TableException>(() => ColumnTransformer.Fit(table, new ColumnSteps("size") { Encode = CategoryEncoding.Ordinal, Order = ["S", "L"] }));
        Assert.Equal("column 'size': 'M' is none of the categories in order, which are 'S' and 'L'", error.Message);
    }

    // values by hand; quantiles of 1, 2, 3, 4, 100: 25 % is 2, 75 % is 4
    [Theory]
    [InlineData("min-max", 0d, 1 / 99.0, 2 / 99.0, 3 / 99.0, 1d)]
    [InlineData("robust", -1d, -0.5, 0d, 0.5, 48.5)]
    [InlineData("quantile", 0d, 0.25, 0.5, 0.75, 1d)]
    [InlineData("log", 0d, 0.6931471805599453, 1.0986122886681098, 1.3862943611198906, 4.605170185988092)]
    [InlineData("log1p", 0.6931471805599453, 1.0986122886681098, 1.3862943611198906, 1.6094379124341003, 4.61512051684126)]
    [InlineData("clip", 1.4, 2d, 3d, 4d, 61.6)]
    public void Steps_of_numbers(string name, params double[] expected)
    {
        double[] values = [1, 2, 3, 4, 100];
        var columns = ColumnTransformer.Fit(new Table([new NumericColumn("x", values)]), new ColumnSteps { Steps = [Step(name)] });
        double[] features = columns.Transform(new Table([new NumericColumn("x", values)])).Values.ToArray();
        for (int i = 0; i < values.Length; i++) Assert.Equal(expected[i], features[i], 1e-12 * Math.Max(1, Math.Abs(expected[i])));
    }

    // scikit-learn's documentation of PowerTransformer: [[1, 2], [3, 2], [4, 5]] has the λ 1.38668178 and −3.10053332
    [Theory]
    [InlineData(1.38668178, 1d, 3d, 4d)]
    [InlineData(-3.10053332, 2d, 2d, 5d)]
    public void The_power_of_largest_likelihood(double lambda, params double[] values) =>
        Assert.Equal(lambda, PowerLikelihood.Best(values), 1e-5);

    [Fact]
    public void A_number_without_a_logarithm_is_named_with_its_line()
    {
        var columns = ColumnTransformer.Fit(Csv.Read("x\n1\n2\n"), new ColumnSteps { Steps = [NumberStep.Log] });
        Assert.Equal("data.csv, line 3, column 'x': the number -1 has no finite logarithm", Assert.Throws<TableException>(() => columns.Transform(Csv.Read("x\n1\n-1\n"))).Message);
    }

    [Fact]
    public void A_standard_step_has_the_bits_of_the_scaler()
    {
        Table table = new([new NumericColumn("x", [.. Enumerable.Range(0, 100).Select(static i => Math.Sin(i) * 1e3)])]);
        var scaled = StandardScaler.Fit(table.ToMatrix()).Transform(table.ToMatrix());
        Assert.Equal(scaled.Values, ColumnTransformer.Fit(table, new ColumnSteps { Steps = [NumberStep.Standard] }).Transform(table).Values);
    }

    [Fact]
    public void The_scaler_leaves_one_hot_columns_and_scaled_ones_as_they_are()
    {
        var table = Csv.Read("x,y,c\n1,1,a\n3,9,b\n,5,a\n");
        var columns = ColumnTransformer.Fit(table, new ColumnSteps("x") { Impute = Imputation.Mean }, new ColumnSteps("y") { Steps = [NumberStep.MinMax] });
        var scaler = columns.FitScaler(columns.Transform(table));
        Assert.Equal([2, 0, 0, 0, 0], scaler.Means);
        Assert.Equal([Math.Sqrt(2 / 3.0), 1, 1, 1, 1], scaler.Scales);
    }

    [Fact]
    public void Names_that_would_come_twice_get_a_prime() => Assert.Equal(["c=a", "c=a'", "c=b"], ColumnTransformer.Fit(Csv.Read("c=a,c\n1,a\n2,b\n")).OutputNames);

    [Fact]
    public void Steps_that_cannot_be_taken()
    {
        var table = Csv.Read("x,c\n1,a\n2,b\n");
        Assert.Throws<ArgumentException>(() => ColumnTransformer.Fit(table, new ColumnSteps("x"), new ColumnSteps("x")));
        Assert.Throws<ArgumentException>(() => ColumnTransformer.Fit(table, new ColumnSteps(), new ColumnSteps()));
        Assert.Throws<TableException>(() => ColumnTransformer.Fit(table, new ColumnSteps("nosuch")));
        Assert.Throws<TableException>(() => ColumnTransformer.Fit(table, new ColumnSteps("c") { Steps = [NumberStep.Log] }));
        Assert.Throws<ArgumentException>(() => ColumnTransformer.Fit(table.Rows([])));
        Assert.Contains("no mean value", Assert.Throws<TableException>(() => ColumnTransformer.Fit(Csv.Read("x,y\n,1\n"), new ColumnSteps { Impute = Imputation.Mean })).Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever the numbers: all steps give finite numbers of the rows fitted on, in the order of the rows, and a saved pipeline predicts the same bits.</summary>
    [Property(MaxTest = 50)]
    public void Steps_keep_the_order_of_numbers(double[] given)
    {
        double[] values = [.. given.Where(double.IsFinite).Select(static x => Math.Round(Math.Clamp(x, -1e6, 1e6), 3)), 1, 2];
        var table = new Table([new NumericColumn("x", values)]);
        foreach (var step in (NumberStep[])[NumberStep.MinMax, NumberStep.Robust, NumberStep.Quantile, NumberStep.YeoJohnson, NumberStep.Clip(), NumberStep.Standard])
        {
            double[] features = ColumnTransformer.Fit(table, new ColumnSteps { Steps = [step] }).Transform(table).Values.ToArray();
            int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
            for (int i = 1; i < order.Length; i++)
                Assert.True(features[order[i]] >= features[order[i - 1]] - 1e-9 * Math.Abs(features[order[i]]), $"{step}: {values[order[i - 1]]} and {values[order[i]]} become {features[order[i - 1]]} and {features[order[i]]}");
        }
    }

    internal static NumberStep Step(string name) => name switch
    {
        "min-max" => NumberStep.MinMax,
        "robust" => NumberStep.Robust,
        "quantile" => NumberStep.Quantile,
        "log" => NumberStep.Log,
        "log1p" => NumberStep.Log1p,
        "yeo-johnson" => NumberStep.YeoJohnson,
        "standard" => NumberStep.Standard,
        _ => NumberStep.Clip(0.1),
    };
}
