using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The kinds of one thing: the library's own, and those that users register. Files choose among these alone.</summary>
/// <param name="noun">What they are kinds of, for messages.</param>
/// <param name="register">How one's own is registered, for messages.</param>
/// <param name="builtIn">The library's own.</param>
internal sealed class KindTable<T>(string noun, string register, params Kind<T>[] builtIn) where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Kind<T> Kind, Type Type)> _registered = [];

    /// <summary>The library's own kinds.</summary>
    public IReadOnlyList<Kind<T>> BuiltIn => builtIn;

    /// <summary>The type of a user's that makes an object what it is: the object's own, unless it is a formula's.</summary>
    public Func<T, Type> TypeOf { private get; init; } = static instance => instance.GetType();

    /// <summary>How an object is registered where it is not as the others are; null where it is.</summary>
    public Func<T, string?> RegisterOf { private get; init; } = static _ => null;

    /// <summary>Adds a kind, or replaces it by another of the same class.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="type">The user's class, or the struct of a formula.</param>
    /// <exception cref="ArgumentException">The name is the library's, or another class's; or no name.</exception>
    public void Register(Kind<T> kind, Type type)
    {
        LayerNames.Checked(kind.Name, nameof(kind));
        if (kind.Name == SettingsWriter.SharedKind || Array.Exists(builtIn, own => own.Name == kind.Name))
            throw new ArgumentException($"'{kind.Name}' is a name of the library's own; give your {noun} another one.", nameof(kind));
        if (type.Assembly == typeof(T).Assembly || Array.Exists(builtIn, own => own.Formula == type))
            throw new ArgumentException($"{type.Name} is the library's own {noun} and has a name.", nameof(kind));
        lock (_lock)
        {
            if (_registered.TryGetValue(kind.Name, out var known) && known.Type != type)
                throw new ArgumentException($"The {noun} '{kind.Name}' is {known.Type.FullName} already; give {type.FullName} another name.", nameof(kind));
            _registered[kind.Name] = (kind, type);
        }
    }

    /// <summary>The kind of an object.</summary>
    /// <exception cref="NotSupportedException">It has none, for nobody registered it.</exception>
    public Kind<T> Of(T instance)
    {
        foreach (var kind in builtIn)
            if (kind.Matches(instance)) return kind;
        lock (_lock)
        {
            foreach (var (kind, _) in _registered.Values)
                if (kind.Matches(instance)) return kind;
        }

        if (instance is Layer { ImportedFrom: { } place })
            throw new NotSupportedException($"The model was imported, and no layer of the library's own computes {place}, so it cannot be saved; SaveWeights saves its parameters, and the file that it was imported from has the rest.");
        string type = FormulaName.Of(TypeOf(instance));
        throw new NotSupportedException($"The {noun} {type} has no name in files. Register one, where the file is saved and where it is loaded: {RegisterOf(instance) ?? register}<{type}>(\"...\", save, load).");
    }

    /// <summary>The kind of a name; null if there is none.</summary>
    public Kind<T>? Find(string name)
    {
        if (Array.Find(builtIn, kind => kind.Name == name) is { } own) return own;
        lock (_lock) return _registered.GetValueOrDefault(name).Kind;
    }

    /// <summary>What to do about a name that is not known.</summary>
    public string Advice(string name) =>
        $"there is no {noun} {ModelFileException.Quote(name)}; if it is your own, register it before: {register}<...>({ModelFileException.Quote(name).Replace('\'', '"')}, save, load)";
}
