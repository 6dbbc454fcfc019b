namespace NumericsCore;

/// <summary>Which tensor of a file each parameter and buffer takes; everything that does not fit is found before anything is read.</summary>
internal sealed class WeightMatch
{
    // more would not be read
    private const int MaxListed = 200;

    private readonly SafetensorsFile _file;
    private readonly List<(Variable Variable, string Path, SafetensorsTensor Tensor, bool Transpose)> _pairs = [];
    private readonly List<string> _missing = [];
    private readonly List<string> _unexpected;
    private readonly List<string> _wrong = [];

    /// <param name="file">The file.</param>
    /// <param name="variables">The parameters and buffers by their paths.</param>
    /// <param name="mapping">The tensor of one; null for one that stays as it is. By its path if there is no mapping.</param>
    /// <param name="convert">Whether elements of another type may be rounded.</param>
    public WeightMatch(SafetensorsFile file, IReadOnlyDictionary<string, Variable> variables, Func<string, WeightSource?>? mapping, bool convert)
    {
        _file = file;
        var taken = new HashSet<string>();
        foreach (var (path, variable) in variables)
        {
            var source = mapping is null ? path : mapping(path) ?? default;
            if (source.Tensor is not { } name) continue;
            taken.Add(name);
            if (file.Find(name) is not { } tensor)
            {
                _missing.Add(name == path ? $"'{path}' {Describe(variable)}" : $"'{path}' {Describe(variable)}, from {ModelFileException.Quote(name)}");
                MissingPaths.Add(path);
                continue;
            }

            if (Misfit(variable, tensor, source.Transpose, convert) is { } misfit) _wrong.Add($"'{path}' {misfit}");
            else _pairs.Add((variable, path, tensor, source.Transpose));
        }

        _unexpected = [.. file.Tensors.Select(static tensor => tensor.Name).Where(name => !taken.Contains(name) && !name.StartsWith(ModelDocument.TensorPrefix, StringComparison.Ordinal))];
    }

    /// <summary>The parameters and buffers whose tensor is not there.</summary>
    public List<string> MissingPaths { get; } = [];

    public LoadedWeights Result => new([.. _pairs.Select(static pair => pair.Path)], MissingPaths, _unexpected);

    /// <summary>Checks that what was found fits.</summary>
    /// <param name="strict">Whether all parameters, buffers and tensors must have found each other; else some must.</param>
    /// <exception cref="ModelFileException">Something does not fit: all of it.</exception>
    public void Require(bool strict)
    {
        var problems = new List<string>();
        if (_wrong.Count > 0) problems.Add($"not fitting: {List(_wrong)}");
        if (strict && _missing.Count > 0) problems.Add($"missing: {List(_missing)}");
        if (strict && _unexpected.Count > 0) problems.Add($"unexpected: {List([.. _unexpected.Select(name => _file.Find(name)!.ToString())])}");
        if (problems.Count == 0 && _pairs.Count == 0 && !strict)
            problems.Add($"no parameter found its tensor; the parameters take {List(_missing)}, and the file has {List([.. _unexpected.Select(ModelFileException.Quote)])}");
        if (problems.Count > 0) throw new ModelFileException(_file.Path, $"the parameters and the tensors do not fit; {string.Join("; ", problems)}");
    }

    /// <summary>Reads the values to where they belong, at once; for a model that nobody has seen yet.</summary>
    public void ReadInPlace(bool allowNonFinite)
    {
        foreach (var (variable, _, tensor, _) in _pairs)
        {
            new SafetensorsElements(_file, tensor).ReadTo(variable, allowNonFinite);
            variable.MarkChanged();
        }
    }

    /// <summary>Reads all values, and only then gives them to the model.</summary>
    public void ReadAndAssign(bool allowNonFinite)
    {
        using var scope = GradientMode.Disable();
        var values = _pairs.ConvertAll(pair =>
        {
            var read = Tensor.Empty(pair.Variable.Device, pair.Variable.ElementType, _file.ShapeOf(pair.Tensor));
            new SafetensorsElements(_file, pair.Tensor).ReadTo(read, allowNonFinite);
            return pair.Transpose ? read.Transpose(0, 1) : read;
        });
        for (int i = 0; i < values.Count; i++) _pairs[i].Variable.Assign(values[i]);
    }

    private static string Describe(Variable variable) => $"{SafetensorsTypes.Of(variable.ElementType).NameOf()} {variable.Shape}";

    private static string? Misfit(Variable variable, SafetensorsTensor tensor, bool transpose, bool convert)
    {
        string found = $"is {Describe(variable)}, the tensor {tensor}";
        if (transpose && tensor.Shape.Count != 2) return $"{found}, which is no matrix to be transposed";
        if (!(transpose ? tensor.Shape.Reverse() : tensor.Shape).SequenceEqual(variable.Shape.Select(static extent => (long)extent)))
            return $"{found}{(transpose ? ", transposed" : "")}";
        if (!tensor.Type.IsReadable()) return $"{found}, a type that is not read";
        return tensor.Type == SafetensorsTypes.Of(variable.ElementType) || convert ? null : $"{found}; say convert: true to round its elements";
    }

    private static string List(List<string> items) =>
        items.Count <= MaxListed ? string.Join(", ", items) : $"{string.Join(", ", items.Take(MaxListed))} and {items.Count - MaxListed} more";
}
