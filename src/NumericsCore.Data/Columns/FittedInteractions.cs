using System.Text.Json;
using NumericsCore.Data.Names;

namespace NumericsCore.Data;

/// <summary>The products of fitted columns, which stand behind all of these in a row.</summary>
internal sealed class FittedInteractions
{
    // of an interaction: a matrix of so many columns is none that anybody means
    private const int MaxProducts = 10_000;

    private readonly IReadOnlyList<ColumnInteraction> _pairs;
    // for each product the places in a row of what is multiplied, and whether it is a number of any size
    private readonly (int First, int Second, bool IsOfAnySize)[] _products;

    /// <exception cref="ArgumentException">There is no such column, a pair comes twice, or a column of several features is paired with itself.</exception>
    public FittedInteractions(FittedColumn[] columns, IReadOnlyList<ColumnInteraction> pairs)
    {
        _pairs = pairs;
        int[] starts = new int[columns.Length + 1];
        for (int i = 0; i < columns.Length; i++) starts[i + 1] = starts[i] + columns[i].OutputNames.Count;
        Width = starts[^1];
        var products = new List<(int, int, bool)>();
        var names = new List<string>();
        var known = new HashSet<(int, int)>();
        foreach (var pair in pairs)
        {
            int first = PlaceOf(columns, pair.First), second = PlaceOf(columns, pair.Second);
            var (one, other) = (columns[first], columns[second]);
            if (!known.Add((Math.Min(first, second), Math.Max(first, second)))) throw new ArgumentException($"The interaction {Quoted.One(pair.ToString())} is given twice.", nameof(pairs));
            if (first == second && one.OutputNames.Count > 1) throw new ArgumentException($"The interaction {Quoted.One(pair.ToString())} is of a column of {one.OutputNames.Count} features with itself; expected two columns.", nameof(pairs));
            int count = one.OutputNames.Count * other.OutputNames.Count;
            if (count > MaxProducts) throw new ArgumentException(FormattableString.Invariant($"The interaction {Quoted.One(pair.ToString())} has {count} products; expected at most {MaxProducts}."), nameof(pairs));
            Counts.Add(count);
            for (int i = 0; i < one.OutputNames.Count; i++)
            {
                for (int j = 0; j < other.OutputNames.Count; j++)
                {
                    products.Add((starts[first] + i, starts[second] + j, one.IsOfAnySizeAt(i) || other.IsOfAnySizeAt(j)));
                    names.Add($"{one.OutputNames[i]}*{other.OutputNames[j]}");
                }
            }
        }

        _products = [.. products];
        Names = names;
    }

    /// <summary>How many features stand before the products.</summary>
    public int Width { get; }

    /// <summary>A name for each product.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many products each pair has.</summary>
    public List<int> Counts { get; } = [];

    /// <summary>The pairs.</summary>
    public IReadOnlyList<ColumnInteraction> Pairs => _pairs;

    /// <summary>For each product whether it is a number of any size, which is to be standardised.</summary>
    public IEnumerable<bool> AreOfAnySize => _products.Select(static product => product.IsOfAnySize);

    /// <summary>The places of what each product is made of, in order.</summary>
    public IEnumerable<(int First, int Second)> Factors => _products.Select(static product => (product.First, product.Second));

    /// <summary>Sets the products of a row whose other features are set.</summary>
    /// <exception cref="CellException">A product is beyond float64.</exception>
    public void Write(Span<double> row)
    {
        for (int i = 0; i < _products.Length; i++)
        {
            double product = row[_products[i].First] * row[_products[i].Second];
            row[Width + i] = double.IsFinite(product) ? product : throw new CellException($"the product {Quoted.One(Names[i])} of a row is beyond float64");
        }
    }

    /// <summary>Writes the pairs.</summary>
    public void Save(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        foreach (var (first, second) in _pairs)
        {
            json.WriteStartObject();
            json.WriteString("first", first);
            json.WriteString("second", second);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads the pairs that <see cref="Save"/> has written.</summary>
    /// <exception cref="ModelFileException">It is not that.</exception>
    public static IReadOnlyList<ColumnInteraction> Load(SettingsReader pipeline, string name) => pipeline.ReadParts(name, (json, place) =>
    {
        var reader = pipeline.Nested(json, place);
        var pair = new ColumnInteraction(reader.ReadString("first"), reader.ReadString("second"));
        reader.RequireAllRead();
        return pair;
    });

    private static int PlaceOf(FittedColumn[] columns, string name)
    {
        int place = Array.FindIndex(columns, column => CanonicalForm.Comparer.Equals(column.Name, name));
        return place >= 0 ? place : throw new ArgumentException($"There is no column {Quoted.One(name)} for an interaction; the columns are {Quoted.List(columns.Select(static column => column.Name))}.", nameof(name));
    }
}
