namespace NumericsCore.Data;

/// <summary>From tables to tensors: what <see cref="Model.Fit"/> takes.</summary>
public static class TableTensors
{
    /// <summary>The matrix as a tensor of shape [rows, columns].</summary>
    /// <param name="matrix">Any number of rows.</param>
    /// <param name="elementType">The type of the elements; each number is rounded to it once.</param>
    /// <param name="device"><see cref="Device.Default"/> if null.</param>
    /// <exception cref="TableException">A number is beyond the range of float32.</exception>
    public static Tensor ToTensor(this FeatureMatrix matrix, ElementType elementType = ElementType.Float32, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Shape shape = [matrix.RowCount, matrix.ColumnCount];
        return Convert(matrix.Values, shape, elementType, device, i => (i / matrix.ColumnCount, matrix.ColumnNames[i % matrix.ColumnCount]));
    }

    /// <summary>
    /// The index of each row's class as a tensor of shape [rows], as sparse categorical cross-entropy takes it. With two classes the
    /// positive one is 1 and the other 0, as binary cross-entropy takes it.
    /// </summary>
    /// <param name="labels">Any number of rows.</param>
    /// <param name="elementType">The type of the elements.</param>
    /// <param name="device"><see cref="Device.Default"/> if null.</param>
    public static Tensor ToTensor(this ClassLabels labels, ElementType elementType = ElementType.Float32, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ReadOnlySpan<int> indices = labels.Indices;
        var values = new double[indices.Length];
        for (int i = 0; i < values.Length; i++) values[i] = indices[i];
        return Tensor.From(values, device: device).To(elementType);
    }

    /// <summary>The column as a tensor of shape [rows], such as the target of a regression.</summary>
    /// <param name="column">No value missing or infinite.</param>
    /// <param name="elementType">The type of the elements; each number is rounded to it once.</param>
    /// <param name="device"><see cref="Device.Default"/> if null.</param>
    /// <exception cref="TableException">A value is missing, infinite, or beyond the range of float32.</exception>
    public static Tensor ToTensor(this NumericColumn column, ElementType elementType = ElementType.Float32, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(column);
        ReadOnlySpan<double> values = column.Values;
        for (int row = 0; row < values.Length; row++)
        {
            if (double.IsFinite(values[row])) continue;
            throw new TableException(
                column.IsMissing(row)
                    ? $"the value in row {row} is missing; leave such rows out with DropMissing()"
                    : $"the value in row {row} is infinite; a target must be finite", column: column.Name);
        }
        return Convert(values, [column.Count], elementType, device, i => (i, column.Name));
    }

    private static Tensor Convert(ReadOnlySpan<double> values, Shape shape, ElementType elementType, Device? device, Func<int, (int Row, string Column)> place)
    {
        if (elementType == ElementType.Float64) return Tensor.From(values, shape, device);
        var rounded = new float[values.Length];
        for (int i = 0; i < rounded.Length; i++)
        {
            rounded[i] = (float)values[i];
            if (float.IsFinite(rounded[i])) continue;
            (int row, string column) = place(i);
            throw new TableException(
                FormattableString.Invariant($"the value {values[i]} in row {row} is beyond the range of float32; scale the column first, or use float64"),
                column: column);
        }
        return Tensor.From<float>(rounded, shape, device);
    }
}
