namespace NumericsCore.Data.Tests;

/// <summary>What tables and what is made of them say of themselves, in a log and in a debugger.</summary>
public class TextOfObjectsTests
{
    [Fact]
    public void Each_class_says_what_it_is()
    {
        var silent = typeof(Table).Assembly.GetExportedTypes()
            .Where(static type => !(type.IsAbstract && type.IsSealed) && !type.IsInterface && !type.IsEnum && !typeof(Delegate).IsAssignableFrom(type) && !typeof(Exception).IsAssignableFrom(type) && !typeof(Attribute).IsAssignableFrom(type))
            .Where(static type => type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType is var declaring && (declaring == typeof(object) || declaring == typeof(ValueType)));
        // the base of columns, all of which say it
        Assert.Equal(["Column"], silent.Select(static type => type.Name));
    }

    [Fact]
    public void Texts_have_the_counts_that_matter()
    {
        var column = new TextColumn("y", ["a", "b", "a", null]);
        Assert.Equal("TextColumn { Name = y, Count = 4, MissingCount = 1 }", column.ToString());
        Assert.Equal("NumericColumn { Name = x, Count = 2, MissingCount = 1 }", new NumericColumn("x", [1, double.NaN]).ToString());
        Assert.Equal("ClassLabels { Rows = 3, Classes = 'a (2)' and 'b (1)' }", ClassLabels.From(new TextColumn("y", ["a", "b", "a"])).ToString());
        Assert.Equal("Split { Train = 8, Test = 2 }", Split.TrainTest(10, 0.2, seed: 1).ToString());
        var matrix = new FeatureMatrix([1, 2, 3, 4], 2, ["u", "v"]);
        Assert.Equal("FeatureMatrix { Rows = 2, Columns = 2 }", matrix.ToString());
        Assert.Equal("StandardScaler { Columns = 2 }", StandardScaler.Fit(matrix).ToString());
    }
}
