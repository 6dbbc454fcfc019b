namespace NumericsCore.Data.Tests;

public class ShippedFilesTests
{
    [Fact]
    public void Breast_cancer_has_212_malignant_and_357_benign_rows()
    {
        Table table = Table.ReadCsv(Repository.Table("breast_cancer"));
        Assert.Equal((569, 31), (table.RowCount, table.Columns.Count));
        Assert.Equal(TargetKind.Classes, table["target"].DetectTargetKind());
        var labels = ClassLabels.From(table["target"]);
        Assert.Equal(["0", "1"], labels.Names);
        Assert.Equal([212, 357], labels.Counts);
        Assert.Equal("1", labels.Positive);
        FeatureMatrix features = table.Without("target").ToMatrix();
        Assert.Equal((569, 30), (features.RowCount, features.ColumnCount));
        Assert.Equal([17.99, 10.38, 122.8], features.Row(0)[..3].ToArray());
    }

    [Theory]
    [InlineData("iris", 150, 4, "species", "setosa 50, versicolor 50, virginica 50")]
    [InlineData("wine", 178, 13, "cultivar", "barbera 48, barolo 59, grignolino 71")]
    public void A_table_of_classes_has_its_published_shape_and_counts(string name, int rows, int features, string target, string counts)
    {
        Table table = Table.ReadCsv(Repository.Table(name));
        Assert.Equal(TargetKind.Classes, table[target].DetectTargetKind());
        var labels = ClassLabels.From(table[target]);
        Assert.Equal(counts, string.Join(", ", labels.Names.Zip(labels.Counts, (label, count) => $"{label} {count}")));
        FeatureMatrix matrix = table.Without(target).ToMatrix();
        Assert.Equal((rows, features), (matrix.RowCount, matrix.ColumnCount));
    }

    [Fact]
    public void Diabetes_is_a_regression_with_the_published_mean()
    {
        Table table = Table.ReadCsv(Repository.Table("diabetes"));
        Assert.Equal((442, 11), (table.RowCount, table.Columns.Count));
        Assert.Equal(TargetKind.Regression, table["progression"].DetectTargetKind());
        var scaler = StandardScaler.Fit(table.Select("progression").ToMatrix());
        Assert.Equal(152.13348416289594, scaler.Means[0], 1e-12);
        Assert.Equal(77.00574586945044, scaler.Scales[0], 1e-12);
    }
}
