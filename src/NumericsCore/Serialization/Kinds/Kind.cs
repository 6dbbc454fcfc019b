namespace NumericsCore;

/// <summary>A kind of layer, loss, optimizer, initializer or metric: its name in files, and how its settings are written and read.</summary>
/// <typeparam name="T">What it is a kind of.</typeparam>
/// <param name="Name">The name in files.</param>
/// <param name="Matches">Whether an object is of this kind.</param>
/// <param name="Save">Writes the settings of one.</param>
/// <param name="Load">Makes one from its settings.</param>
internal sealed record Kind<T>(string Name, Func<T, bool> Matches, Action<T, SettingsWriter> Save, Func<SettingsReader, T> Load) where T : class
{
    /// <summary>The formula that makes an object of this kind; null where a class does.</summary>
    public Type? Formula { get; init; }

    /// <summary>The one object of this kind, which its name alone says; null where there are settings.</summary>
    public T? Instance { get; init; }

    /// <summary>The kind of a class; classes derived from it are others.</summary>
    public static Kind<T> Of<TClass>(string name, Action<TClass, SettingsWriter> save, Func<SettingsReader, TClass> load) where TClass : class, T =>
        new(name, static x => x.GetType() == typeof(TClass), (x, settings) => save((TClass)x, settings), load);

    /// <summary>The kind of a class without settings.</summary>
    public static Kind<T> Plain<TClass>(string name) where TClass : class, T, new() => Of<TClass>(name, static (_, _) => { }, static _ => new TClass());

    /// <summary>The kind of one object.</summary>
    public static Kind<T> Single(string name, T instance) => new(name, x => x == instance, static (_, _) => { }, _ => instance) { Instance = instance };
}
