namespace NumericsCore;

public abstract partial class Model
{
    /// <summary>
    /// Saves the model to a safetensors file: its layers with their settings, its parameters and buffers by their paths, and what it is compiled with. The
    /// file is replaced whole: a failure or a crash leaves the old one. The optimizer's state is not saved.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="compiled">Whether the optimizer, the loss and the metrics are saved too, if there are any.</param>
    /// <param name="metadata">Text of one's own beside them, by keys that do not begin with "numericscore"; none if null.</param>
    /// <exception cref="InvalidOperationException">The model is not built, or two layers have one name.</exception>
    /// <exception cref="NotSupportedException">A layer, initializer, optimizer or metric of one's own is not registered with <see cref="ModelRegistry"/>.</exception>
    /// <exception cref="ArgumentException">A key of the metadata is the library's.</exception>
    /// <exception cref="ModelFileException">The file cannot be written; the old one is as it was.</exception>
    public void Save(string path, bool compiled = true, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SaveTo(path, metadata, [new(ModelDocument.Key, ModelDocument.Write(Built(), compiled ? Compilation : null))]);
    }

    /// <summary>Saves the parameters and buffers alone, by their paths, to a safetensors file; <see cref="LoadWeights"/> of the same model reads them. Layers need not be registered.</summary>
    /// <param name="path">The file.</param>
    /// <param name="metadata">Text of one's own beside them, by keys that do not begin with "numericscore"; none if null.</param>
    /// <exception cref="InvalidOperationException">The model is not built, or two layers have one name.</exception>
    /// <exception cref="ArgumentException">A key of the metadata is the library's.</exception>
    /// <exception cref="ModelFileException">The file cannot be written; the old one is as it was.</exception>
    public void SaveWeights(string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Built().SaveTo(path, metadata, []);
    }

    /// <summary>
    /// Makes the model that a file holds, with the same parameters and buffers, bit by bit, and compiles it as it was compiled, with an optimizer that has
    /// made no step. Layers, initializers, optimizers and metrics of one's own must be registered with <see cref="ModelRegistry"/>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="device"><see cref="Device.Default"/> if null; it need not be that on which the model was saved.</param>
    /// <param name="allowNonFinite">Whether elements that are NaN or infinite are taken as they are; else they are an error.</param>
    /// <exception cref="ModelFileException">
    /// There is no such file, it breaks a rule, holds no model, or one of a later version, names a kind that is not known, or its tensors are
    /// not those of its model.
    /// </exception>
    public static Model Load(string path, Device? device = null, bool allowNonFinite = false)
    {
        using var file = SafetensorsFile.Open(path);
        return Load(file, device, allowNonFinite);
    }

    /// <inheritdoc cref="Load(string, Device?, bool)"/>
    internal static Model Load(SafetensorsFile file, Device? device, bool allowNonFinite)
    {
        using var document = ModelDocument.Read(file);
        var loaded = document.Make();
        var model = loaded.Model;
        try
        {
            var budget = new LoadBudget(file.Path, file.Tensors.Sum(static tensor => tensor.ByteLength));
            budget.RequireSample(loaded.InputShape);
            model.BuildBlank(new BuildContext(loaded.Seed ?? 0, device ?? Device.Default, loaded.ElementType) { Budget = budget }, loaded.InputShape, loaded.Seed);
            var match = new WeightMatch(file, model.NamedVariables, null, convert: false);
            match.Require(strict: true);
            model.Prepare(file.Path, loaded);
            match.ReadInPlace(allowNonFinite);
            return model;
        }
        // the settings fit each layer, but not one another
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new ModelFileException(file.Path, $"its model cannot be built: {ModelFileException.Said(e)}", e);
        }
    }

    /// <summary>
    /// Gives the parameters and buffers the values of a safetensors file, of this library or another. All is read and checked first: the model changes
    /// wholly or not at all. It takes memory for the values beside the parameters.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="mapping">
    /// Of the path of a parameter or buffer, such as "dense_1.weight", where its values stand in the file; null for one that stays as it is. If
    /// there is no mapping, the tensor of the same name. Only this says that a matrix is to be transposed.
    /// </param>
    /// <param name="strict">Whether every parameter and buffer needs its tensor and every tensor is taken; else at least one must have found another.</param>
    /// <param name="convert">Whether elements of another type than the model's are converted, rounded to nearest.</param>
    /// <param name="allowNonFinite">Whether elements that are NaN or infinite are taken as they are; else they are an error.</param>
    /// <returns>What was loaded, and what found no other.</returns>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="ModelFileException">The file breaks a rule, or its tensors do not fit: everything missing, unexpected and of another shape or type is named.</exception>
    public LoadedWeights LoadWeights(string path, Func<string, WeightSource?>? mapping = null, bool strict = true, bool convert = false, bool allowNonFinite = false)
    {
        using var file = SafetensorsFile.Open(path);
        var match = new WeightMatch(file, Built().NamedVariables, mapping, convert);
        match.Require(strict);
        match.ReadAndAssign(allowNonFinite);
        return match.Result;
    }

    /// <summary>Saves the model as <see cref="Save"/> does, with a document of the library's own beside its own.</summary>
    internal void SaveWith(string path, string key, string document, bool compiled, IReadOnlyDictionary<string, string>? metadata)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SaveTo(path, metadata, [new(ModelDocument.Key, ModelDocument.Write(Built(), compiled ? Compilation : null)), new(key, document)]);
    }

    /// <summary>What the model is compiled with; null if it is not.</summary>
    internal Compilation? Compilation => _optimizer is not null && _loss is not null ? new(_optimizer, _loss, _metrics) : null;

    /// <summary>Freezes and compiles the model as a document has it.</summary>
    private void Prepare(string file, LoadedModel loaded)
    {
        var parameters = NamedParameters;
        var frozen = loaded.Frozen.ToHashSet();
        foreach (string path in frozen) Find(path, "frozen");
        foreach (var (path, parameter) in parameters) parameter.IsTrainable = !frozen.Contains(path);
        if (loaded.Compiled is not { } compilation) return;
        var (optimizer, loss, metrics) = compilation.Compiled;
        foreach (var group in compilation.Groups)
            optimizer.AddGroup([.. group.Parameters.Select(path => Find(path, "a group of the optimizer"))], group.LearningRate, group.WeightDecay);
        Compile(optimizer, loss, metrics);

        Parameter Find(string path, string where) => parameters.TryGetValue(path, out var parameter)
            ? parameter
            : throw new ModelFileException(file, $"{where} names the parameter {ModelFileException.Quote(path)}, which the model does not have");
    }

    /// <summary>Saves the model with the state of its training.</summary>
    internal void SaveCheckpoint(Checkpoint checkpoint, string state, IReadOnlyList<KeyValuePair<string, Tensor>> tensors) =>
        SaveTo(checkpoint.Path, checkpoint.Metadata, [new(ModelDocument.Key, ModelDocument.Write(this, Compilation)), new(CheckpointFile.Key, state)], tensors);

    private void SaveTo(string path, IReadOnlyDictionary<string, string>? metadata, IEnumerable<KeyValuePair<string, string>> own, IEnumerable<KeyValuePair<string, Tensor>>? tensors = null)
    {
        ModelDocument.RequireOwnKeys(metadata, nameof(metadata));
        SafetensorsWriter.Write(path, NamedVariables.Select(static pair => new KeyValuePair<string, Tensor>(pair.Key, pair.Value)).Concat(tensors ?? []), own.Concat(metadata ?? new Dictionary<string, string>()));
    }

    private Model Built() => IsBuilt ? this : throw new InvalidOperationException("The model is not built: it has no parameters yet. Call Build with the shape of one sample, or Fit.");
}
