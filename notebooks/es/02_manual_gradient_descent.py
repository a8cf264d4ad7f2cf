# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["slide"]
# # 02 · Cuatro muestras, a mano
# **¿Cómo comparten cuatro muestras un solo peso?**
#
# Una muestra le pedía al peso una sola cosa. Cuatro muestras le piden cuatro cosas a la vez: con qué fuerza moverse y, si no están de acuerdo, hacia dónde. En esta lección las muestras votan. Sigues su voto hasta el fondo de la pérdida y averiguas qué tan grande puede ser un paso.
#
# Al terminar podrás
# - escribir sin bucles un error cuadrático medio (ejercicio 02-1), y su gradiente cuando los votos no cuentan igual (02-2), de modo que acierten con datos que no has visto;
# - decir, a partir de dos pendientes medidas, qué fallo tiene un gradiente (02-3);
# - escribir el bucle de entrenamiento, detenerlo cuando la pérdida ya es bastante pequeña y unir cada pérdida con el peso que le corresponde (02-4);
# - calcular a partir de los datos la tasa de aprendizaje con la que se llega en un solo paso, y aquella por encima de la cual el descenso diverge (02-5);
# - darle al modelo un sesgo, en uno de dos lugares, y al sesgo su gradiente (02-6).

# %%
import numpy as np
import torch

from helpers.es import check, hint, progress
from helpers.attempt import attempt
from helpers.drawings import lesson_02 as draw
from helpers.drawings import sliders
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes, relative_error
from helpers.sliders import show_slider

# %% [markdown]
# ## 1. Cuatro puntos
# Los datos son cuatro puntos de la recta $y = 2x$. El modelo es el de la lección 01, $\hat y = w\,x$: un solo peso $w$ para todas las muestras. `X` e `Y` guardan un número por muestra. Empieza con un peso de 0 y mira los errores: predicción menos valor objetivo.

# %% [markdown] tags=["predict"]
# **Predice.** En $w = 0$, ¿qué error tiene la última muestra, con $x = 4$ e $y = 8$?
# - **(a)** −8
# - **(b)** 0
# - **(c)** 8

# %%
X = np.array([1.0, 2.0, 3.0, 4.0])  # (samples,)
Y = np.array([2.0, 4.0, 6.0, 8.0])  # (samples,)
0 * X - Y


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. La predicción es 0 y el valor objetivo es 8, así que el error es 0 − 8. Los cuatro errores son negativos: cada una de estas muestras pide un peso mayor.
#
# - **(b)** es la predicción, no su error.
# - **(c)** es el valor objetivo menos la predicción.
#
# </details>

# %% [markdown] tags=["slide"]
# ## 2. Un número para cuatro errores
# Eleva cada error al cuadrado: así uno negativo cuenta igual que uno positivo. Después toma la media sobre las $N = 4$ muestras:
#
# $$L(w) = \frac{1}{N} \sum_{i=1}^{N} (w\,x_i - y_i)^2$$
#
# Esto es el **error cuadrático medio** (MSE, por *mean squared error*).

# %% [markdown] tags=["predict"]
# **Predice.** En $w = 1$ los errores son −1, −2, −3, −4. ¿Cuánto vale la pérdida?
# - **(a)** 2.739
# - **(b)** 7.5
# - **(c)** 30

# %%
def loss(w):
    total = 0.0
    for x, y in zip(X, Y, strict=True):
        total += (w * x - y) ** 2
    return total / len(X)


for w in (0.0, 1.0, 2.0, 3.0):
    parabola = (X**2).mean() * (w - 2) ** 2
    print(f"w = {w:.0f}  loss = {loss(w):.4f}  mean(x²) (w − 2)² = {parabola:.4f}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Los cuadrados 1, 4, 9, 16 suman 30, y la cuarta parte de eso es 7.5. En estos puntos cada error es $(w - 2)\,x$; por eso coinciden las dos columnas. La pérdida es una parábola, 7.5 veces $(w - 2)^2$, con su punto más bajo en 2.
#
# - **(a)** es la raíz de la media.
# - **(c)** es la suma de los cuadrados.
#
# </details>

# %% [markdown]
# > **Ejercicio 02-1.** *MSE* (nivel 2, 4 minutos). El modelo de este ejercicio es $\hat y = w\,x^2$: la distancia que cae un objeto en $x$ segundos. Devuelve su error cuadrático medio con datos `X`, `Y` cualesquiera. Hazlo sin bucles: NumPy trabaja con todas las muestras a la vez.
#
# <details><summary>Pista 1</summary>¿Qué forma tienen las predicciones? Escríbelas primero.</details>
# <details><summary>Pista 2</summary>Resta, eleva al cuadrado, promedia: en ese orden.</details>
# <details><summary>Pista 3</summary>Un arreglo tiene un método para su media.</details>

# %% tags=["exercise"] exercise="02-1"
def mse(w, X, Y):
    ...  # your answer


# %% tags=["check"] exercise="02-1"
check(mse)

# %% [markdown] tags=["slide"]
# ## 3. Cuatro votos
# Cada muestra tiene su propia pendiente, la que conoces de la lección 01: $2x\,(w x - y)$. En $w = 0$ las cuatro pendientes son $2 \cdot 1 \cdot (-2) = -4$ y luego −16, −36 y −64. Pero hay un solo peso. ¿A qué pendiente debe hacerle caso?

# %% [markdown] tags=["predict", "slide"]
# **Predice.** ¿Cuál es la pendiente de la pérdida de la sección 2 en $w = 0$?
# - **(a)** −120
# - **(b)** −15
# - **(c)** −30

# %%
slopes = 2 * X * (0 * X - Y)  # (samples,)
nudge = central_difference(loss, 0.0)
print(f"slopes {slopes}, sum {slopes.sum():.2f}, mean {slopes.mean():.2f}")
print(f"a nudge of the loss measures {nudge:.2f}")
show(draw.votes(slopes))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**, la línea de arriba. La pérdida es una media, y la pendiente de una media es la media de las pendientes. Un pequeño empujón (*nudge*) mide lo mismo en la pérdida.
#
# - **(a)** suma los votos.
# - **(b)** olvida el 2 del cuadrado.
#
# La muestra de $x = 4$ aporta más de la mitad de todos los votos. En una recta que pasa por el origen una entrada grande cuenta dos veces: una en el error, y otra en cuánto se mueve el error cuando se mueve el peso.
#
# </details>

# %% [markdown] tags=["slide"]
# ## 4. La fórmula
# Escrita completa, con su signo de suma:
#
# $$\frac{dL}{dw} = \frac{1}{N} \sum_{i=1}^{N} 2\,x_i\,(w\,x_i - y_i)$$
#
# El 2 viene del cuadrado. La $x_i$ es el eslabón que une el peso con su predicción. La suma recorre las muestras, y $1/N$ la convierte en una media.

# %% [markdown] tags=["predict"]
# **Predice.** En $w = 1$ los errores son −1, −2, −3, −4. ¿Cuál es la pendiente de la pérdida?
# - **(a)** −7.5
# - **(b)** −15
# - **(c)** −5

# %%
def slope(w):
    return (2 * X * (w * X - Y)).mean()


def slope_by_autograd(w):
    leaf = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    ((leaf * torch.tensor(X) - torch.tensor(Y)) ** 2).mean().backward()
    return leaf.grad.item()


# %%
print(f"slopes at w = 0, 1, 2, 3: {[float(slope(w)) for w in (0.0, 1.0, 2.0, 3.0)]}")
by_nudge, by_autograd = central_difference(loss, 1.0), slope_by_autograd(1.0)
compare_slopes(formula=slope(1.0), nudge=by_nudge, autograd=by_autograd)

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Un empujón, medido en la pérdida, y PyTorch coinciden con la fórmula. Las pendientes −30, −15, 0, 15 suben 15 por cada unidad de peso: la pendiente es $15\,(w - 2)$. No pierdas de vista ese 15.
#
# - **(a)** no lleva el 2.
# - **(c)** no lleva la $x$: es el doble del error medio.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 5. Un voto por otro peso
# Hasta aquí las cuatro muestras están de acuerdo en adónde ir: cada una de las cuatro parábolas tiene su punto más bajo en 2. Saca de la recta el último punto y llévalo a $y = 5$. Por sí solo, ese punto estaría conforme con $w = 5/4$. Los otros tres siguen pidiendo 2.
#
# **Predice.** ¿Dónde es mínima la media de los cuatro errores al cuadrado?
# - **(a)** en 1.6
# - **(b)** en 1.8125
# - **(c)** en 2

# %%
Y_moved = np.array([2.0, 4.0, 6.0, 5.0])  # (samples,)
best = (X * Y_moved).sum() / (X**2).sum()
slopes_at_best = 2 * X * (best * X - Y_moved)  # (samples,)
losses_at_best = (best * X - Y_moved) ** 2  # (samples,)
print(f"Σxy/Σx² = {best:.4f}, mean of the four goals {(Y_moved / X).mean():.4f}")
pulls, left = slopes_at_best.round(2), abs(slopes_at_best.sum())
print(f"there the slopes are {pulls}, their sum {left:.4f}")
print(f"least loss {losses_at_best.mean():.4f}")
show(draw.compromise(X, Y_moved))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. Si igualas a 0 la fórmula de la sección 4, obtienes $w = \sum x_i y_i / \sum x_i^2$. Ahí ninguna muestra está conforme: tres tiran hacia arriba, una tira hacia abajo, y los tirones se cancelan. La pérdida mínima es 1.05, no 0.
#
# - **(b)** es la media de las cuatro metas. Olvida que la entrada grande cuenta más.
# - **(c)** deja que decida la mayoría.
#
# </details>

# %% [markdown]
# Con una fórmula así, ¿para qué dar pasos? La fórmula existe cuando la predicción es el peso por un número. El modelo de la lección 06 no es de esa clase, y no tiene fórmula. Los pasos solo necesitan una pendiente.

# %% [markdown]
# > **Ejercicio 02-2.** *Votos que no cuentan igual* (nivel 3, 8 minutos). Ahora la muestra $i$ cuenta $c_i$ veces: la pérdida es $\sum c_i\,(w\,x_i - y_i)^2 \,/\, \sum c_i$. Devuelve su pendiente respecto de `w`, con `X`, `Y` y conteos `C` cualesquiera. Si todos los conteos son iguales, es la pendiente del error cuadrático medio.
#
# <details><summary>Pista 1</summary>Deriva primero lo de una sola muestra; su conteo es un número que se queda delante.</details>
# <details><summary>Pista 2</summary>¿Entre qué se divide la suma? ¿Depende eso de w?</details>
# <details><summary>Pista 3</summary>Pruébalo con dos muestras, la primera contada tres veces: debe dar lo mismo que la media sobre cuatro muestras, tres de ellas iguales.</details>

# %% tags=["exercise"] exercise="02-2"
def weighted_slope(w, X, Y, C):
    ...  # your answer


# %% tags=["check"] exercise="02-2"
check(weighted_slope)


# %% [markdown] tags=["predict", "slide"]
# ## 6. Una línea de un tutorial
# Un programa muy copiado, del *pytorchTutorial* de Patrick Loeber, entrena con los cuatro puntos de la sección 1. Su pérdida es la media de la sección 2. Hasta 2023 calculaba su pendiente con esta línea, donde `prediction` (la predicción) es $w\,x$ para todas las muestras:
#
# ```python
# np.dot(2 * x, prediction - y).mean()
# ```
#
# **Predice.** Divide su pendiente en $w = 0$ entre la pendiente de la pérdida. ¿Qué cociente (*ratio*) obtienes?
# - **(a)** 1
# - **(b)** 2
# - **(c)** 4

# %%
def copied_slope(x, y, prediction):
    return np.dot(2 * x, prediction - y).mean()


copied = copied_slope(X, Y, 0 * X)
true = slope(0.0)
print(f"copied {copied:.2f}, slope of the loss {true:.2f}, ratio {copied / true:.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. La línea dice `.mean()` y devuelve la suma de los cuatro votos.
#
# - **(a)** le cree a la palabra.
# - **(b)** sospecha del 2, que está donde debe estar.
#
# </details>

# %% [markdown] tags=["slide"]
# ## 7. Tres años
# La línea se escribió el 29 de diciembre de 2019. En marzo de 2021 un lector propuso dividir entre el número de muestras. Le respondieron que `.mean()` «hace lo mismo» (*is doing the same thing*). Otro lector volvió a proponer ese arreglo el 26 de octubre de 2021. Se incorporó al programa el 5 de enero de 2023.

# %% [markdown] tags=["predict", "slide"]
# **Predice.** Prueba esa respuesta con otros datos: toma diez veces cada uno de los cuatro puntos. ¿Cuánto vale ahí el cociente de la sección 6?
# - **(a)** 40
# - **(b)** 10
# - **(c)** 4

# %%
total = np.dot(2 * X, 0 * X - Y)
print(f"{type(total).__name__} of shape {total.shape}")
print(f"dot product {total:.2f}, its mean {total.mean():.2f}")
print(f"nudge {nudge:.2f}, relative error {relative_error(total, nudge):.4f}")
x, y = np.tile(X, 10), np.tile(Y, 10)  # each point ten times: (samples,)
copied, true = copied_slope(x, y, 0 * x), (2 * x * (0 * x - y)).mean()
print(f"ten times: copied {copied:.2f}, slope of the loss {true:.2f}")
print(f"ratio {copied / true:.4f}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. Un producto punto multiplica par por par *y suma*. Queda un solo número, de forma `()`, y la media de un solo número es ese mismo número. Así que la línea devuelve la suma, y la suma es tantas veces la media como muestras hay.
#
# - **(b)** cuenta las copias y olvida que los puntos eran cuatro.
# - **(c)** toma el 4 por una propiedad de la línea. Era el número de muestras.
#
# Para verlo basta un empujón. Un error relativo mayor que 0.01 significa que el gradiente probablemente está mal; con los cuatro puntos es 0.6. No hace falta discutir sobre el código.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Ejercicio 02-3.** *Nombra el fallo* (nivel 3, 12 minutos). Se midió la pendiente de un programa en dos pesos y, al lado, una diferencia central de la pérdida. `measured` (lo medido) y `nudged` (lo que dice el empujón) guardan dos números cada uno, y `N` es el número de muestras. Devuelve el nombre del fallo: `"sum"` (suma), `"sign"` (signo), `"no 2"` o `"no x"` (falta ese factor), o bien `"right"` (correcto) si no hay ninguno. Cada programa tiene a lo sumo un fallo, y un empujón acierta tres cifras.
#
# <details><summary>Pista 1</summary>Divide measured entre nudged. ¿Qué le haría cada fallo a ese cociente?</details>
# <details><summary>Pista 2</summary>Cuatro de los cinco nombres tienen un cociente que conoces de antemano. ¿Qué le queda al quinto?</details>
# <details><summary>Pista 3</summary>Compara los cocientes con np.isclose y una tolerancia relativa, nunca con ==.</details>

# %% tags=["exercise"] exercise="02-3"
def name_the_fault(measured, nudged, N):
    ...  # your answer


# %% tags=["check"] exercise="02-3"
check(name_the_fault)

# %% [markdown] tags=["slide"]
# ## 8. El bucle
# El entrenamiento repite cuatro cosas: predecir, medir la pérdida, hallar la pendiente, dar un paso. Aquí `loss` (pérdida) y `slope` (pendiente) hacen la predicción por dentro. El paso va en contra de la pendiente, multiplicada por la tasa de aprendizaje `lr`, que aquí es 0.01.

# %% [markdown] tags=["predict", "slide"]
# **Predice.** Desde $w = 0$ el primer paso lleva a 0.3. ¿Adónde lleva el segundo?
# - **(a)** a 0.045
# - **(b)** a 0.555
# - **(c)** a 0.6

# %%
w, lr = 0.0, 0.01
for step in range(1, 6):
    before = f"step {step}: loss {loss(w):.5f}, slope {slope(w):.4f}"
    w -= lr * slope(w)
    print(f"{before}, weight after {w:.5f}")
print(f"prediction at x = 5: f(5) = {w * 5:.4f}, where the line has {2 * 5}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. En 0.3 la pendiente es $15 \cdot (0.3 - 2) = -25.5$, y el paso es la centésima parte. Cada paso recorre el 15 % del camino que falta; por eso los pasos se acortan cerca de la meta.
#
# - **(a)** suma la pendiente donde hay que restarla.
# - **(c)** repite el primer paso.
#
# </details>

# %% [markdown]
# ### Rómpelo
# Dos bucles y una resta, cada uno con un fallo. Di cuál es el síntoma de cada uno con solo mirar la salida, antes de abrir el texto de abajo.

# %%
added, stale, first_slope = 0.0, 0.0, slope(0.0)
for step in range(1, 9):
    added += lr * slope(added)
    stale -= lr * first_slope
    print(f"step {step}: added {added:.4f}, stale {stale:.4f}")

# %%
with attempt():
    print(0 * X - Y[:3])

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# `added` (sumado) va cuesta arriba: la pendiente apunta hacia donde crece la pérdida. Después de cinco pasos está en −2.0227, y cada paso es más largo que el anterior. `stale` (sin actualizar) usa siempre la pendiente que había en 0: en el paso siete rebasa el 2 y sigue de largo.
#
# La resta perdió un valor objetivo. NumPy nombra las dos formas y se niega. Agradécelo: los dos primeros fallos no dijeron nada.
#
# </details>

# %% [markdown]
# ## 9. Dos tablas
# Este es el programa copiado, con su propia pendiente y su propia manera de imprimir. Empieza donde empezaste tú, con tu tasa de aprendizaje, y usa datos float32.

# %%
x, y, w = X.astype(np.float32), Y.astype(np.float32), 0.0
print(f"Prediction before training: f(5) = {w * 5:.3f}")
for epoch in range(1, 6):
    prediction = w * x
    mean_loss = ((prediction - y) ** 2).mean()
    w -= 0.01 * float(copied_slope(x, y, prediction))
    print(f"epoch {epoch}: w = {w:.3f}, loss ={mean_loss:.8f}")
print(f"Prediction after training: f(5) = {w * 5:.3f}")

# %% [markdown] tags=["predict"]
# **Predice.** ¿Con qué tasa de aprendizaje imprimiría *tu* pendiente los pesos de esta tabla?
# - **(a)** 0.0025
# - **(b)** 0.02
# - **(c)** 0.04

# %%
for rate in (0.0025, 0.02, 0.04):
    w, weights = 0.0, []
    for _ in range(5):
        w -= rate * slope(w)
        weights.append(float(w))
    print(f"lr {rate:<6}  weights after: {np.round(weights, 4)}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Una pendiente que es 4 veces la correcta, con una tasa de 0.01, da los mismos pasos que la correcta con 0.04. Llega antes, con 9.898 contra tu 5.5629, *porque* es demasiado grande.
#
# - **(a)** divide entre 4 donde el fallo multiplica.
# - **(b)** es el cociente 2, que la sección 6 descartó.
#
# La suerte depende de los datos. Con los puntos de la sección 7, cada uno tomado diez veces, el 0.01 copiado actúa como 0.4. La sección 12 muestra qué pasa entonces. Un descenso rápido no demuestra que el gradiente sea correcto. Un empujón sí.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 10. Qué pérdida, con qué peso
# La primera fila de la tabla copiada dice `w = 1.200, loss =30.00000000`. Léela como una afirmación: con un peso de 1.2 la pérdida es 30.
#
# **Predice.** Pon $w = 1.2$ en la pérdida. ¿Cuánto da?
# - **(a)** 4.8
# - **(b)** 19.2
# - **(c)** 30

# %%
for weight in (0.0, 1.2, 1.68):
    print(f"loss({weight}) = {loss(weight):.4f}")
show(draw.table_pairs((0.0, 1.2, 1.68)))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. La fila junta dos momentos: la pérdida de antes del paso y el peso de después. Los puntos se midieron, las cruces se imprimieron, y ninguna de las dos cruces está sobre la curva.
#
# - **(b)** es la suma de los cuadrados en 1.2, no su media.
# - **(c)** confía en la fila.
#
# De aquí en adelante, la pérdida que se guarda es la de *antes* del paso, y sabes a qué peso corresponde: a aquel desde el que se dio el paso.
#
# </details>

# %% [markdown]
# > **Ejercicio 02-4.** *Un bucle que se detiene* (nivel 3, 12 minutos). Da pasos desde `w0` con datos cualesquiera, pero a lo sumo `n`, y ninguno más en cuanto la pérdida sea menor que `enough` (suficiente). Devuelve el último peso y la lista de las pérdidas: una por cada paso que diste, la de antes de ese paso.
#
# <details><summary>Pista 1</summary>Una forma cerrada para comprobar, con los cuatro puntos de la sección 1, desde 0 y con lr = 0.01: después de k pasos w es 2(1 − 0.85ᵏ).</details>
# <details><summary>Pista 2</summary>Dentro del bucle: pérdida, pregunta, pendiente, paso. ¿Qué va antes de guardar la pérdida?</details>
# <details><summary>Pista 3</summary>Con enough = 0 tu bucle da n pasos y devuelve n pérdidas.</details>

# %% tags=["exercise"] exercise="02-4"
def train(w0, lr, n, enough, X, Y):
    ...  # your answer


# %% tags=["check"] exercise="02-4"
check(train)

# %% [markdown]
# ## 11. La ley del descenso
# Llama $d = w - 2$ a la distancia del peso a su meta, y $d_k$ a la distancia después de $k$ pasos. La pendiente es $\lambda\,d$ con $\lambda = 15$, así que un paso da
#
# $$d_{k+1} = d_k - \text{lr} \cdot \lambda\,d_k = (1 - \text{lr} \cdot \lambda)\,d_k$$
#
# $\lambda$ (lambda) es la curvatura de la pérdida: cuánto cambia su pendiente por unidad de peso. Solo depende de las entradas: $\lambda = 2 \cdot \text{mean}(x^2)$, donde *mean* es la media.

# %% [markdown] tags=["predict"]
# **Predice.** Con lr = 0.01 cada paso multiplica la distancia por el factor 0.85. ¿Por qué factor multiplica la *pérdida*?
# - **(a)** 0.4
# - **(b)** 0.7225
# - **(c)** 0.85

# %%
w, lr, losses = 0.0, 0.01, []
for _ in range(60):
    losses.append(loss(w))
    w -= lr * slope(w)
print(f"bend {2 * (X**2).mean():.2f}, last distance d {w - 2:.4g}")
print(f"one loss divided by the one before: {losses[6] / losses[5]:.4f}")
print(f"steps until the loss is below 1e-6: {sum(value >= 1e-6 for value in losses)}")
show(draw.loss_on_log(losses))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. La pérdida es $7.5\,d^2$, así que su factor es $0.85^2 = 0.7225$.
#
# - **(a)** es el factor del programa copiado: $1 - 0.04 \cdot 15$.
# - **(c)** es el factor de la distancia.
#
# Cada marca del eje vertical es diez veces la de abajo, y en un eje así un factor constante es una línea recta. Con dos de sus puntos sabes cuándo se alcanza cualquier pérdida: aquí, 53 pasos hasta una millonésima.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Ejercicio 02-5.** *La velocidad y su límite* (nivel 4, 15 minutos). Recibes las entradas `X` de puntos de una recta cualquiera que pasa por el origen. Devuelve tres tasas de aprendizaje para la pendiente correcta: (a) la que da los mismos pasos que el programa copiado con `lr`, (b) aquella con la que se llega en un paso, (c) aquella por encima de la cual el descenso diverge.
#
# <details><summary>Pista 1</summary>Con estas muestras, ¿cuántas veces más grande que la correcta es la pendiente copiada?</details>
# <details><summary>Pista 2</summary>Escribe la distancia siguiente como (1 − lr · λ) · d. ¿Qué lr hace que el factor sea 0?</details>
# <details><summary>Pista 3</summary>Un factor f reduce la distancia mientras −1 &lt; f &lt; 1.</details>

# %% tags=["exercise"] exercise="02-5"
def rates(lr, X):
    ...  # your answer


# %% tags=["check"] exercise="02-5"
check(rates)

# %% [markdown] tags=["predict", "slide"]
# ## 12. Qué tan grande puede ser un paso
# El factor $1 - 15\,\text{lr}$ es 0.85 con lr = 0.01. Baja cuando la tasa de aprendizaje crece, y por encima de cierta tasa es negativo.
#
# **Predice.** Con lr = 0.12, ¿qué hace el peso?
# - **(a)** diverge
# - **(b)** se desliza hasta 2
# - **(c)** salta por encima de 2 y aun así converge

# %%
choices = (0.01, 1 / 15, 0.12, 2 / 15, 0.14)
print("lr     " + "".join(f"{choice:9.5f}" for choice in choices))
print("factor " + "".join(f"{1 - 15 * choice:9.4f}" for choice in choices))
weights = [0.0] * len(choices)
for step in range(7):
    print(f"step {step} " + "".join(f"{weight:9.5f}" for weight in weights))
    weights = [w - lr * slope(w) for w, lr in zip(weights, choices, strict=True)]

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. El factor es −0.8: cada paso salta por encima de 2 y cae más cerca. Con 1/15 es 0, y basta un paso para llegar. Con 2/15 es −1: 0, 4, 0, 4, sin fin y sin mensaje de error. Con 0.14 es −1.1.
#
# - **(a)** toma un factor negativo por uno que hace crecer la distancia. Lo que decide es su tamaño.
# - **(b)** vale hasta 1/15. Más allá el factor es negativo.
#
# </details>

# %% [markdown] tags=["slide"]
# ¿Cómo se ven estos factores en la parábola?

# %% tags=["slide"]
show(draw.parabolas(choices, steps=6))

# %% [markdown]
# De izquierda a derecha, el peso se desliza, llega, baja a saltos, salta siempre a la misma altura, sube a saltos. Con los datos repetidos diez veces, el programa copiado, que actúa como 0.4, tendría el factor −5.
#
# ¿Dónde está entonces el límite? ¿Depende de cuántos pasos das?

# %%
show(draw.loss_against_rate((1, 3, 10, 30)))

# %% [markdown]
# No depende. Todas las curvas se cruzan en 2/15, que es $2/\lambda$, a la altura de la pérdida con la que empezaron. A la izquierda del cruce, dar más pasos ayuda; a la derecha, perjudica. Arrastra el deslizador, o usa las flechas del teclado, y mira cómo el recorrido deja de deslizarse y empieza a saltar. Más allá del cruce sube hasta salirse de la figura.

# %%
show_slider(sliders.learning_rate(steps=8))

# %% [markdown] tags=["predict"]
# ## 13. El octavo decimal
# La segunda fila del programa copiado dice 4.79999924 en la sección 9, igual que cuando se escribió el programa. Allí el peso es un float de Python, porque la sección 9 dice `float(...)`. Sin eso, NumPy 2 convierte el peso en un float32.
#
# **Predice.** Con un peso float32, la segunda fila imprime 4.80000067. ¿Cuál de los dos números impresos está mal?
# - **(a)** el viejo
# - **(b)** el nuevo
# - **(c)** ninguno

# %%
w = np.float32(0)
for epoch in (1, 2):
    print(f"epoch {epoch}: loss ={((w * x - y) ** 2).mean():.8f}")
    w -= np.float32(0.01) * copied_slope(x, y, w * x)
spacing = np.spacing(np.float32(4.8))
print(f"float32 numbers near 4.8 are {spacing:.4g} apart")
for printed in (4.79999924, 4.80000067):
    steps = (np.float32(printed) - np.float32(4.8)) / spacing
    print(f"{printed} is {steps:+.0f} of these steps from 4.8")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. La pérdida exacta es 4.8. De los dos números impresos, uno está dos float32 por debajo y el otro, uno por encima. Es un solo programa, redondeado en dos lugares distintos.
#
# - **(a)** toma el redondeo nuevo por la verdad. Entonces todas las tablas anteriores estarían mal.
# - **(b)** toma el redondeo viejo por la verdad.
#
# Un float32 lleva unas siete cifras. Si imprimes ocho decimales, los últimos son ruido. Compara las pérdidas float32 con un margen de una parte en diez mil, no por sus últimas cifras.
#
# </details>

# %% [markdown]
# ## 14. Una segunda perilla
# Dale al modelo un sesgo $b$: $\hat y = w\,x + b$. Un sesgo es un peso cuya entrada es 1 en todas las muestras. Así que pon una columna de unos al lado de `X`. El signo `@` multiplica cada fila por las dos perillas y suma: queda una predicción por muestra.

# %%
inputs = np.stack([X, np.ones(4)], axis=1)  # (samples, features)
knobs = np.array([2.0, 0.5])  # w, b: (features,)
print(f"{inputs.shape} @ {knobs.shape} is {(inputs @ knobs).shape}: {inputs @ knobs}")


# %% [markdown] tags=["predict"]
# Cada perilla tiene sus propios votos: una columna. `axis=0` toma la media de arriba abajo, sobre las muestras, y deja una pendiente por perilla.
#
# **Predice.** En $w = 0$, $b = 0$ la pendiente respecto de $w$ es −30. ¿Cuál es la pendiente respecto de $b$?
# - **(a)** −10
# - **(b)** −30
# - **(c)** −40

# %%
def slopes_of(knobs):
    errors = inputs @ knobs - Y  # (samples,)
    votes = 2 * errors[:, None] * inputs  # the errors as a column: (samples, features)
    return votes.mean(axis=0)  # (features,)


leaf = torch.zeros(2, dtype=torch.float64, requires_grad=True)
((torch.tensor(inputs) @ leaf - torch.tensor(Y)) ** 2).mean().backward()

# %%
by_hand, by_autograd = slopes_of(np.zeros(2)), leaf.grad.tolist()
for at, name in enumerate("wb"):
    nudge = central_difference(lambda h: ((h * inputs[:, at] - Y) ** 2).mean(), 0.0)
    print(f"slope in {name}")
    compare_slopes(by_hand=by_hand[at], nudge=nudge, autograd=by_autograd[at])

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. Los errores son −2, −4, −6, −8. Su media es −5, y el doble de eso es −10.
#
# - **(b)** multiplica por una $x$ que un sesgo no tiene.
# - **(c)** es otra vez la suma.
#
# </details>

# %% [markdown]
# ### Rómpelo
# Entrena las dos perillas (*right*, el par correcto). Al lado entrena un par que olvida la $x$ (*without x*): usa la pendiente de $b$ también para $w$. ¿Lo notarías al ver sus pérdidas?

# %%
knobs, same = np.zeros(2), np.zeros(2)  # w, b


def report(when):
    for name, (w, b) in (("right", knobs), ("without x", same)):
        at = f"w {w:.4f}, b {b:.4f}"
        print(f"{when:9} {name:9}  {at}, loss {((w * X + b - Y) ** 2).mean():.5g}")


# %%
for step in range(1, 201):
    knobs -= lr * slopes_of(knobs)
    same -= lr * slopes_of(same)[1]
    if step in (1, 2, 5):
        report(f"step {step}")
report("after 200")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# El par equivocado aprende, y se asienta. No aparece ningún mensaje, y su pérdida de 0.40816 parece la de un modelo entrenado. Sus dos perillas se detienen en 1.4286. Al inicio, un empujón a $w$ dice −30 donde el par usa −10: un error relativo de 0.5, a la vista antes del primer paso.
#
# </details>

# %% [markdown]
# > **Ejercicio 02-6.** *Un sesgo adentro* (nivel 4, 15 minutos). Pon el sesgo dentro del producto: $\hat y = w\,(x + b)$. Devuelve las pendientes de su error cuadrático medio, respecto de `w` y de `b`, con datos cualesquiera. Con los cuatro puntos, un paso desde (1, 0) con lr = 0.01 debe llevar a $w = 1.15$, $b = 0.05$.
#
# <details><summary>Pista 1</summary>Escribe primero el error, una sola vez, con las dos perillas en él.</details>
# <details><summary>Pista 2</summary>¿Cuánto se mueve la predicción cuando b crece en 1? ¿Y cuando crece w?</details>
# <details><summary>Pista 3</summary>Un lugar para comprobar: en w = 3 y b = 0 los cuatro puntos dan 15 en las dos pendientes.</details>

# %% tags=["exercise"] exercise="02-6"
def grad_wb(w, b, X, Y):
    ...  # your answer


# %% tags=["check"] exercise="02-6"
check(grad_wb)

# %% [markdown] tags=["predict"]
# ## 15. Una carrera
# Los cuatro puntos están en una recta que pasa por el origen, así que el mejor sesgo es 0. La pérdida mínima es 0 con sesgo o sin él, y los dos gradientes están comprobados.
#
# **Predice.** Después de 100 pasos sin sesgo, $f(5)$ ya está en 10.00. ¿Dónde está después de 100 pasos con sesgo?
# - **(a)** igual de cerca de 10, porque el mejor sesgo es 0
# - **(b)** más lejos
# - **(c)** se pasa de largo, porque dos perillas empujan a la vez

# %%
w, knobs = 0.0, np.zeros(2)
for step in range(1, 1001):
    w -= lr * slope(w)
    knobs -= lr * slopes_of(knobs)
    if step in (10, 100, 1000):
        print(f"step {step}: f(5) alone {w * 5:.4f}, with a bias {knobs @ [5, 1]:.4f}")
print(f"after {step} steps the bias is still {knobs[1]:.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Después de 10 pasos el modelo con sesgo va adelante. Después de 100 está en 9.6835, y después de 1000 en 9.9787.
#
# - **(a)** mira la meta y olvida el camino.
# - **(c)** espera de dos perillas lo que hace una tasa de aprendizaje demasiado grande.
#
# El gradiente no tiene ningún fallo, y más cifras no ayudarían. Cierta mezcla de las dos perillas aprende rápido, y otra apenas se mueve. La lección 05 encuentra las dos y explica la razón.
#
# </details>

# %% [markdown] tags=["slide"]
# ## Lo que ya puedes decir
# **¿Cómo comparten cuatro muestras un solo peso?** Cada una tiene su propia pendiente, y el peso sigue la media de todas. Donde no están de acuerdo, termina en un término medio con una pérdida mayor que 0. En una parábola, la tasa de aprendizaje tiene que quedar por debajo de 2 dividido entre la curvatura.
#
# Lo que falta: cada modelo nuevo necesitaría otra derivación en papel. ¿Quién podría calcularla por ti? Lo pregunta la lección 03.

# %%
progress()
