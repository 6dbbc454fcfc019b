using NumericsCore.Onnx.Export;
using NumericsCore.Onnx.Import;

namespace NumericsCore.Onnx;

/// <summary>Models as ONNX files.</summary>
public static class OnnxModel
{
    /// <summary>
    /// Writes a model for other runtimes: opset 21, IR version 10. The first axis of inputs and output is the batch, of any size; dropout,
    /// which acts in training alone, is left out. The file is replaced whole, and flushed to the disk.
    /// </summary>
    /// <param name="model">A built model of built-in layers, on any device.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="options">Names, metadata, and what stands before the model; the defaults if null.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="NotSupportedException">A layer has no operators of ONNX here, or the parameters take 2 GiB or more; the message names it.</exception>
    /// <exception cref="ArgumentException">An option does not fit the model.</exception>
    /// <exception cref="ModelFileException">The file cannot be written; one that was there is as it was.</exception>
    public static void Export(Layer model, string path, OnnxExportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var written = ModelExporter.Export(model, options ?? new OnnxExportOptions());
        OnnxFile.Replace(path, written);
    }

    /// <summary>Writes a model for other runtimes to a stream, as <see cref="Export(Layer, string, OnnxExportOptions?)"/> does to a file.</summary>
    /// <param name="model">A built model of built-in layers, on any device.</param>
    /// <param name="stream">A stream that can be written; it is left open.</param>
    /// <param name="options">Names, metadata, and what stands before the model; the defaults if null.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="NotSupportedException">A layer has no operators of ONNX here, or the parameters take 2 GiB or more; the message names it.</exception>
    /// <exception cref="ArgumentException">An option does not fit the model.</exception>
    public static void Export(Layer model, Stream stream, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        OnnxFile.Write(ModelExporter.Export(model, options ?? new OnnxExportOptions()), stream);
    }

    /// <summary>Writes a model for other runtimes: <see cref="Export(Layer, string, OnnxExportOptions?)"/>.</summary>
    /// <param name="model">A built model of built-in layers, on any device.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="options">Names, metadata, and what stands before the model; the defaults if null.</param>
    public static void SaveOnnx(this Layer model, string path, OnnxExportOptions? options = null) => Export(model, path, options);

    /// <summary>
    /// Reads a model that this library or another tool wrote, of opsets 7 to 22: built, with the file's weights, to predict and to train.
    /// Weights are trained; other constants stay as they are. Float16 and bfloat16 are read as float32.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the file leaves open; the defaults if null.</param>
    /// <returns>A <see cref="Sequential"/> where each layer takes the output of the one before.</returns>
    /// <exception cref="ModelFileException">
    /// The file cannot be read, breaks a rule of the format, or has something that is not supported; the message names the file, the node
    /// and the rule. Until then nothing larger than the file and 64 MiB was made in memory.
    /// </exception>
    public static Model Import(string path, OnnxImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = FileBytes.Open(path);
        return ModelImporter.Import(file, options ?? new OnnxImportOptions());
    }

    /// <summary>Reads a model from a stream, as <see cref="Import(string, OnnxImportOptions?)"/> does from a file; the stream's bytes take memory once more.</summary>
    /// <param name="stream">A stream that can be read; it is read to its end, and left open.</param>
    /// <param name="options">What the file leaves open; the defaults if null.</param>
    /// <exception cref="ModelFileException">The bytes break a rule of the format, or have something that is not supported.</exception>
    public static Model Import(Stream stream, OnnxImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var file = FileBytes.Read(stream);
        return ModelImporter.Import(file, options ?? new OnnxImportOptions());
    }
}
