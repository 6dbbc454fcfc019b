using NumericsCore.Data.Names;

namespace NumericsCore.Data;

/// <summary>Rows of a table as a pipeline's model takes them, with the features that each column of the table became.</summary>
internal sealed class ExplainedRows
{
    private readonly TablePipeline _pipeline;

    /// <exception cref="TableException">Columns are not there or cannot be used.</exception>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public ExplainedRows(TablePipeline pipeline, Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.RowCount == 0) throw new ArgumentException("The table has no rows; expected at least one.", nameof(table));
        _pipeline = pipeline;
        Table = table;
        Features = pipeline.FeaturesOf(table);
        int start = 0;
        Columns = pipeline.Columns is { } transformer
            ? [.. transformer.Columns.Select(column => (column.Name, start += column.OutputNames.Count, column.OutputNames.Count)).Select(static place => (place.Name, place.Item2 - place.Count, place.Count))]
            : [.. pipeline.Features.ColumnNames.Select(static (name, i) => (name, i, 1))];
    }

    public Table Table { get; }

    /// <summary>The features before they are scaled.</summary>
    public FeatureMatrix Features { get; }

    /// <summary>For each column the first of its features and how many there are.</summary>
    public (string Name, int Start, int Count)[] Columns { get; }

    /// <summary>What is predicted: the classes, of two the positive one alone; or the target.</summary>
    public IReadOnlyList<string> Outputs => _pipeline.Classes switch
    {
        null => [_pipeline.Target],
        { Count: 2 } two => [two[1]],
        var classes => classes,
    };

    /// <summary>The place of a column.</summary>
    /// <exception cref="TableException">The model takes no such column.</exception>
    public (string Name, int Start, int Count) Column(string name)
    {
        var found = Array.Find(Columns, column => CanonicalForm.Comparer.Equals(column.Name, name));
        return found.Name is not null ? found : throw new TableException($"the model takes no column {Quoted.One(name)}; the columns are {Quoted.List(Columns.Select(static column => column.Name))}", Table.Name);
    }

    /// <summary>Sets the products of columns in rows of features whose columns were changed.</summary>
    /// <exception cref="TableException">One is beyond float64.</exception>
    public void WriteProducts(double[] features)
    {
        if (_pipeline.Columns is not { Interactions.Count: > 0 } transformer) return;
        int width = Features.ColumnCount;
        try
        {
            for (int start = 0; start < features.Length; start += width) transformer.Products.Write(features.AsSpan(start, width));
        }
        catch (CellException e)
        {
            throw new TableException(e.Message, Table.Name, cause: e);
        }
    }

    /// <summary>Gives half of what belongs to a product of columns to each of them.</summary>
    /// <param name="shares">One number a feature.</param>
    public void ShareProducts(Span<double> shares)
    {
        if (_pipeline.Columns is not { Interactions.Count: > 0 } transformer) return;
        int product = transformer.Products.Width;
        foreach (var (first, second) in transformer.Products.Factors)
        {
            double half = shares[product++] / 2;
            shares[first] += half;
            shares[second] += half;
        }
    }

    /// <summary>Predictions for features: row by row the probability of each of <see cref="Outputs"/>, or the number.</summary>
    public double[] Predict(FeatureMatrix features)
    {
        var outputs = _pipeline.Outputs(features);
        return _pipeline.Classes is null
            ? _pipeline.TargetScaler!.InverseTransform(_pipeline.Target, outputs.ToDoubleArray())
            : _pipeline.ProbabilitiesOf(outputs).ToDoubleArray();
    }
}
