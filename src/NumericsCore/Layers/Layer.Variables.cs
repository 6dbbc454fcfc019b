namespace NumericsCore;

public abstract partial class Layer
{
    private readonly List<Parameter> _ownParameters = [];
    private readonly List<Variable> _ownBuffers = [];

    /// <summary>
    /// The layer's own parameters, then those of its inner layers in order; once, if a layer is used in several places. Empty until the
    /// layer is built.
    /// </summary>
    public IReadOnlyList<Parameter> Parameters => [.. _ownParameters.Concat(_children.SelectMany(static child => child.Parameters)).Distinct()];

    /// <summary>
    /// The parameters by their paths within this layer, such as "dense_1.weight", in the order of <see cref="Parameters"/>. A parameter
    /// that is used in several places has the path of the first. The paths are those in files.
    /// </summary>
    /// <exception cref="InvalidOperationException">Two layers within one have one name.</exception>
    public IReadOnlyDictionary<string, Parameter> NamedParameters => Named(static layer => layer._ownParameters);

    /// <summary>
    /// State that no optimizer changes, such as a running mean (<see cref="AddBuffer"/>), in the order of <see cref="Parameters"/>: the layer's own, then
    /// those of its inner layers, each once. It is saved, loaded, moved and restored with the parameters. Built-in layers have none.
    /// </summary>
    public IReadOnlyList<Variable> Buffers => [.. _ownBuffers.Concat(_children.SelectMany(static child => child.Buffers)).Distinct()];

    /// <summary>The buffers by their paths within this layer, such as "norm_1.running_mean", in the order of <see cref="Buffers"/>. The paths are those in files.</summary>
    /// <exception cref="InvalidOperationException">Two layers within one have one name.</exception>
    public IReadOnlyDictionary<string, Variable> NamedBuffers => Named(static layer => layer._ownBuffers);

    /// <summary>The parameters, then the buffers: all that a file has of the layer.</summary>
    internal IReadOnlyList<Variable> Variables => [.. Parameters, .. Buffers];

    /// <summary><see cref="Variables"/> by their paths.</summary>
    internal IReadOnlyDictionary<string, Variable> NamedVariables =>
        new OrderedDictionary<string, Variable>(NamedParameters.Select(static pair => KeyValuePair.Create<string, Variable>(pair.Key, pair.Value)).Concat(NamedBuffers));

    /// <summary>Makes a parameter; to be called from <see cref="OnBuild"/>.</summary>
    /// <param name="name">Its name, such as "weight"; another one for each parameter and buffer of the layer.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">Its initial values.</param>
    /// <param name="fanIn">Inputs that feed one output; the first extent if null.</param>
    /// <param name="fanOut">Outputs that one input feeds; the last extent if null.</param>
    /// <exception cref="ArgumentException">The layer has a parameter or buffer of this name, or it is empty, or has a dot or a control character.</exception>
    protected Parameter AddParameter(string name, Shape shape, Initializer initializer, int? fanIn = null, int? fanOut = null)
    {
        RequireNew(name);
        ArgumentNullException.ThrowIfNull(initializer);
        var context = BuildInProgress ?? throw new InvalidOperationException("AddParameter is called from OnBuild.");
        int first = shape.Rank == 0 ? 1 : shape[0];
        int last = shape.Rank == 0 ? 1 : shape[-1];
        uint stream = context.NextParameterStream();
        context.Budget?.Take("parameter", this, name, shape, context.ElementType);
        var parameter = context.Budget is not null
            ? Parameter.Blank(context.Device, context.ElementType, shape, name, this)
            : new Parameter(InitialValues(context.Seed, context.FirstStream + stream, context.Device), name) { Owner = this };
        _ownParameters.Add(parameter);
        context.OnReseed(seed =>
        {
            if (!parameter.IsAsInitialized) return static () => { };
            var values = InitialValues(seed, stream, parameter.Device);
            return () => parameter.Assign(values);
        });
        return parameter;

        Tensor InitialValues(ulong seed, uint stream, Device device) =>
            initializer.Create(shape, fanIn ?? first, fanOut ?? last, seed, stream, context.ElementType, device);
    }

    /// <summary>
    /// Makes a buffer: state that is saved, moved and restored with the parameters, but gets no gradient and is changed by no optimizer,
    /// such as the running mean of a normalization. To be called from <see cref="OnBuild"/>; <see cref="Forward"/> changes it by
    /// <see cref="Variable.Assign(Tensor)"/>, in a step that is replayed too.
    /// </summary>
    /// <param name="name">Its name, such as "running_mean"; another one for each parameter and buffer of the layer.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="value">What each element is at first.</param>
    /// <returns>The buffer, of the parameters' element type and device.</returns>
    /// <exception cref="ArgumentException">The layer has a parameter or buffer of this name, or it is empty, or has a dot or a control character.</exception>
    protected Variable AddBuffer(string name, Shape shape, double value = 0)
    {
        RequireNew(name);
        var context = BuildInProgress ?? throw new InvalidOperationException("AddBuffer is called from OnBuild.");
        context.Budget?.Take("buffer", this, name, shape, context.ElementType);
        var buffer = Variable.ForBuffer(context.Device, context.ElementType, shape, name, this, isBlank: context.Budget is not null);
        if (context.Budget is null) buffer.FillWith(value);
        _ownBuffers.Add(buffer);
        return buffer;
    }

    private void RequireNew(string name)
    {
        LayerNames.Checked(name, nameof(name));
        foreach (var own in _ownParameters.Concat(_ownBuffers))
            if (own.Name == name) throw new ArgumentException($"This {GetType().Name} has a {(own is Parameter ? "parameter" : "buffer")} '{name}' already.", nameof(name));
    }

    private OrderedDictionary<string, T> Named<T>(Func<Layer, IReadOnlyList<T>> own) where T : Variable
    {
        var named = new OrderedDictionary<string, T>();
        AddTo(named, [], "", own);
        return named;
    }

    private void AddTo<T>(OrderedDictionary<string, T> named, HashSet<T> seen, string path, Func<Layer, IReadOnlyList<T>> own) where T : Variable
    {
        LayerNames.RequireUnique(this);
        foreach (var variable in own(this))
            if (seen.Add(variable)) named.Add(LayerNames.Join(path, variable.Name), variable);
        var names = LayerNames.Of(_children);
        for (int i = 0; i < names.Count; i++) _children[i].AddTo(named, seen, LayerNames.Join(path, names[i]), own);
    }

    /// <summary>Checks the last axis of an input, which another extent might broadcast with.</summary>
    /// <param name="input">[samples, ...].</param>
    /// <param name="features">The extent that the parameters were made for.</param>
    /// <param name="kind">What the layer is, where it has no path.</param>
    /// <param name="name">The argument's name.</param>
    private protected void RequireFeatures(Shape input, int features, string kind, string name)
    {
        if (input[-1] != features)
            throw new ArgumentException($"{(Path.Length == 0 ? $"This {kind} layer" : $"Layer '{Path}'")} was built for {features} features; the input has shape {input}.", name);
    }
}
