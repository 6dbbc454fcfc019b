namespace NumericsCore.Data.Tests;

public class TableTensorsTests
{
    [Fact]
    public void A_matrix_becomes_a_tensor_of_rows_and_columns()
    {
        FeatureMatrix matrix = Csv.Read("a,b\n1,0.1\n3,4\n5,6\n").ToMatrix();

        Tensor single = matrix.ToTensor();
        Assert.Equal([3, 2], single.Shape.AsSpan().ToArray());
        Assert.Equal([1f, 0.1f, 3, 4, 5, 6], single.ToArray<float>());

        Tensor full = matrix.ToTensor(ElementType.Float64);
        Assert.Equal([3, 2], full.Shape.AsSpan().ToArray());
        Assert.Equal([1, 0.1, 3, 4, 5, 6], full.ToArray<double>());
    }

    [Fact]
    public void Labels_become_the_indices_of_their_classes()
    {
        Column species = Csv.Read("s,x\nb,1\na,1\nc,1\nb,1\n")["s"];
        Tensor tensor = ClassLabels.From(species).ToTensor();
        Assert.Equal([4], tensor.Shape.AsSpan().ToArray());
        Assert.Equal([1f, 0, 2, 1], tensor.ToArray<float>());
        Assert.Equal([1.0, 0, 2, 1], ClassLabels.From(species).ToTensor(ElementType.Float64).ToArray<double>());
    }

    [Theory]
    [InlineData(null, new float[] { 0, 1, 1 })]
    [InlineData("no", new float[] { 1, 0, 0 })]
    public void Of_two_classes_the_positive_one_is_1(string? positive, float[] expected) =>
        Assert.Equal(expected, ClassLabels.From(Csv.Read("s,x\nno,1\nyes,1\nyes,1\n")["s"], positive).ToTensor().ToArray<float>());

    [Fact]
    public void A_column_becomes_a_vector()
    {
        var column = (NumericColumn)Csv.Read("y,x\n1.5,1\n-2,1\n")["y"];
        Assert.Equal([2], column.ToTensor().Shape.AsSpan().ToArray());
        Assert.Equal([1.5f, -2f], column.ToTensor().ToArray<float>());
        Assert.Equal([1.5, -2], column.ToTensor(ElementType.Float64).ToArray<double>());
    }

    [Theory]
    [InlineData(double.NaN, "column 'y': the value in row 1 is missing; leave such rows out with DropMissing()")]
    [InlineData(double.NegativeInfinity, "column 'y': the value in row 1 is infinite; a target must be finite")]
    [InlineData(1e39, "column 'y': the value 1E+39 in row 1 is beyond the range of float32; scale the column first, or use float64")]
    public void A_column_with_a_value_that_no_tensor_should_hold_is_an_error(double value, string message) =>
        Assert.Equal(message, Csv.Fails(() => new NumericColumn("y", [1, value]).ToTensor()).Message);

    [Fact]
    public void A_matrix_beyond_the_range_of_float32_still_fits_float64()
    {
        FeatureMatrix matrix = Csv.Read("a,b\n1,2\n3,-1e300\n").ToMatrix();
        Assert.Equal(
            "column 'b': the value -1E+300 in row 1 is beyond the range of float32; scale the column first, or use float64",
            Csv.Fails(() => matrix.ToTensor()).Message);
        Assert.Equal([1, 2, 3, -1e300], matrix.ToTensor(ElementType.Float64).ToArray<double>());
    }

    [Fact]
    public void Tensors_are_made_on_the_device_asked_for()
    {
        Device device = Device.CreateCpu(1);
        Table table = Csv.Read("a,b\n1,2\n3,4\n");
        Assert.Same(device, table.ToMatrix().ToTensor(device: device).Device);
        Assert.Same(device, ClassLabels.From(table["a"]).ToTensor(device: device).Device);
        Assert.Same(device, ((NumericColumn)table["b"]).ToTensor(device: device).Device);
        Assert.Same(Device.Cpu, table.ToMatrix().ToTensor().Device);
    }
}
