namespace NumericsCore.CudaEmulator;

/// <summary>The objects of one kind by the handles that a program knows them by. No handle is given twice, so a stale one is always found out.</summary>
internal sealed class HandleTable<T>(string kind, nint first, CudaError unknown) where T : class
{
    private readonly Dictionary<nint, T> _items = [];
    private nint _next = first;

    public int Count => _items.Count;

    public IEnumerable<T> Items => _items.Values;

    public nint Add(T item)
    {
        nint handle = _next;
        _next += 16;
        _items.Add(handle, item);
        return handle;
    }

    /// <summary>The object of a handle.</summary>
    /// <exception cref="CallRefusedException">There is none, or no more.</exception>
    public T Find(nint handle) => _items.TryGetValue(handle, out var item) ? item : throw Unknown(handle);

    /// <summary>The handle of an object that has one.</summary>
    public nint HandleOf(T item) => _items.First(pair => pair.Value == item).Key;

    /// <summary>Takes an object out.</summary>
    /// <exception cref="CallRefusedException">There is none of this handle, or no more.</exception>
    public T Remove(nint handle) => _items.Remove(handle, out var item) ? item : throw Unknown(handle);

    /// <summary>Takes out all objects for which a condition holds, and counts them.</summary>
    public int RemoveAll(Predicate<T> condition)
    {
        nint[] handles = [.. _items.Where(pair => condition(pair.Value)).Select(pair => pair.Key)];
        foreach (nint handle in handles) _items.Remove(handle);
        return handles.Length;
    }

    private CallRefusedException Unknown(nint handle) => new(unknown, $"0x{handle:x} is no {kind}");
}
